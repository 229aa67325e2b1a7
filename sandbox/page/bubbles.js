// Messages as bubbles: text, photos and albums, files, keyboards under them.

import { element, fileUrl, toneOf } from "./api.js";
import { words } from "./words.js";

const THINGS = { voice: "🎤 Голосовое сообщение", location: "📍 Геопозиция", video: "🎬 Видео" };
const FILE_TONES = { pdf: "#d0544c", xlsx: "#2f9158", xls: "#2f9158", csv: "#2f9158", docx: "#2f74c0", doc: "#2f74c0", zip: "#c08a2f" };

export function block(messages, hands) {
  const [first] = messages;
  if (first.migrate_to_chat_id || first.migrate_from_chat_id) {
    return element("div", { class: "service", textContent: "Группа стала супергруппой" });
  }
  const isMine = first.from.id === hands.personId;
  const holder = element("div", { class: `message${isMine ? " mine" : ""}`, data: { id: first.message_id } });
  holder.append(bubble(messages, isMine, hands));
  const keys = messages.map((message) => keyboard(message, hands)).find(Boolean);
  if (keys) {
    holder.classList.add("with-keys");
    holder.append(keys);
  }
  holder.addEventListener("contextmenu", (event) => hands.menu(event, messages[messages.length - 1], isMine));
  return holder;
}

function bubble(messages, isMine, hands) {
  const [first] = messages;
  const made = element("div", { class: "bubble" });
  if (hands.isGroup && !isMine) {
    const author = element("div", { class: "author", textContent: first.from.first_name });
    author.style.setProperty("--tone", toneOf(first.from.id));
    made.append(author);
  }
  if (first.forward_origin) made.append(element("div", { class: "forwarded", textContent: `Переслано от ${originName(first.forward_origin)}` }));
  if (first.reply_to_message) made.append(quote(first.reply_to_message));
  const photos = messages.filter((message) => message.photo);
  if (photos.length) made.append(gallery(photos, hands));
  for (const message of messages) made.append(...things(message));
  const texts = messages.filter((message) => message.text || message.caption);
  for (const message of texts) {
    made.append(element("div", { class: "words" }, ...words(message.text || message.caption, message.entities || message.caption_entities, hands.open)));
  }
  const last = messages[messages.length - 1];
  const isEdited = messages.some((message) => message.edit_date);
  made.style.setProperty("--meta", isEdited ? "78px" : isMine ? "52px" : "42px");
  made.append(element("span", { class: "meta", textContent: `${isEdited ? "изм. " : ""}${hands.time(last.date)}${isMine ? " ✓✓" : ""}` }));
  if (!texts.length && photos.length) made.classList.add("bare");
  const signs = [...new Set(messages.map((message) => message.reaction).filter(Boolean))];
  if (signs.length) made.append(element("span", { class: "reaction", textContent: signs.join(" "), title: "Получено" }));
  return made;
}

const originName = (origin) => origin.sender_user_name || (origin.sender_user && origin.sender_user.first_name) || "…";

function quote(message) {
  return element("div", { class: "quote" }, element("b", { textContent: message.from.first_name }), element("span", { textContent: summary(message) }));
}

export function summary(message) {
  return message.text || message.caption || (message.photo && "Фото") || (message.document && message.document.file_name) || "Сообщение";
}

function gallery(messages, hands) {
  const tiles = messages.map((message) => {
    const whole = message.photo[message.photo.length - 1];
    const image = element("img", { src: fileUrl(whole.file_id), alt: message.caption || "Фото", loading: "lazy" });
    if (messages.length === 1) image.style.aspectRatio = `${whole.width} / ${whole.height}`;
    return element("button", { type: "button", title: "Открыть", on: { click: () => hands.open.photo(image.src) } }, image);
  });
  return element("div", { class: `photos count-${tiles.length}${tiles.length % 2 ? " odd" : ""}` }, ...tiles);
}

function things(message) {
  const made = [];
  if (message.document) made.push(documentRow(message));
  if (message.sticker) made.push(element("div", { class: "thing big", textContent: message.sticker.emoji || "🏷" }));
  if (message.contact) made.push(element("div", { class: "thing", textContent: `👤 ${message.contact.first_name}, ${message.contact.phone_number}` }));
  for (const [kind, label] of Object.entries(THINGS)) {
    if (message[kind]) made.push(element("div", { class: "thing", textContent: label }));
  }
  return made;
}

function documentRow(message) {
  const { file_name: name, file_size: size, file_id: id } = message.document;
  const ending = name.includes(".") ? name.split(".").pop().toLowerCase() : "файл";
  const sign = element("i", { textContent: ending.slice(0, 4) });
  sign.style.setProperty("--tone", FILE_TONES[ending] || "#1f7a8c");
  const row = element("a", { class: "document", href: fileUrl(id), download: name, title: "Скачать" }, sign,
    element("div", {}, element("b", { textContent: name.replaceAll("_", "_\u200b") }), element("small", { textContent: sizeWords(size) })));
  if (!message.caption) row.classList.add("only-document");
  return row;
}

function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} КБ`;
  return `${(bytes / 1024 ** 2).toFixed(1).replace(".", ",")} МБ`;
}

function keyboard(message, hands) {
  const rows = (message.reply_markup || {}).inline_keyboard;
  if (!rows) return null;
  const key = (button) => {
    const names = [button.style || "", button.url || button.web_app ? "link" : ""].filter(Boolean).join(" ");
    return element("button", { type: "button", class: names, textContent: button.text, data: { data: button.callback_data || "" }, on: { click: (event) => hands.press(message, button, event.currentTarget) } });
  };
  return element("div", { class: "keys" }, ...rows.map((row) => element("div", {}, ...row.map(key))));
}
