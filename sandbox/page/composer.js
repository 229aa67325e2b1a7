// The foot of a phone: text, files, command menu, reply keyboard, replying and editing.

import { element } from "./api.js";
import { summary } from "./bubbles.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.find = phone.find;
    this.files = [];
    this.target = null;
    this.text = this.find("textarea");
    this.listen();
  }

  listen() {
    const picker = this.find(".composer input[type=file]");
    const device = this.find(".device");
    this.find(".composer").onsubmit = (event) => { event.preventDefault(); this.submit(); };
    this.text.onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.submit(); } };
    this.text.oninput = () => this.grow();
    this.text.onpaste = (event) => this.add([...event.clipboardData.files]);
    this.find(".attach-key").onclick = () => picker.click();
    picker.onchange = () => { this.add([...picker.files]); picker.value = ""; };
    this.find(".menu-key").onclick = () => { this.find(".commands").hidden = !this.find(".commands").hidden; };
    this.find(".context button").onclick = () => this.release();
    device.ondragover = (event) => { event.preventDefault(); device.classList.add("drop"); };
    device.ondragleave = () => device.classList.remove("drop");
    device.ondrop = (event) => { event.preventDefault(); device.classList.remove("drop"); this.add([...event.dataTransfer.files]); };
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 110)}px`;
  }

  async submit() {
    const text = this.text.value.trim();
    const { files, target } = this;
    const captions = files.map((file, number) => [number ? "" : text, file.words || ""].filter(Boolean).join("\n"));
    if (!text && !files.length) return;
    this.text.value = "";
    this.grow();
    this.files = [];
    this.drawFiles();
    this.release();
    const reply = target && target.kind === "reply" ? { reply_to: target.message.message_id } : {};
    if (target && target.kind === "edit") await this.phone.act("edit", { message_id: target.message.message_id, text });
    else if (files.length) await this.sendFiles(files, captions, reply);
    else await this.phone.send(text, reply);
    this.phone.scrollDown();
  }

  sendFiles(files, captions, reply) {
    const asFiles = this.find(".files input").checked || !files.every((file) => /^image\/(png|jpeg|webp|gif|bmp)$/.test(file.type));
    return this.phone.act("send", { kind: asFiles ? "document" : "photo", caption: captions[0], captions, ...reply }, files);
  }

  add(files) {
    this.files.push(...files.slice(0, 10 - this.files.length));
    this.drawFiles();
    this.text.focus();
  }

  drawFiles() {
    this.find(".files").hidden = this.files.length === 0;
    this.find(".files-list").replaceChildren(...this.files.map((file, number) => {
      const drop = element("button", { type: "button", textContent: "×", title: "Убрать", on: { click: () => { this.files.splice(number, 1); this.drawFiles(); } } });
      const picture = file.type.startsWith("image/") ? element("img", { src: URL.createObjectURL(file), alt: "" }) : null;
      const words = element("input", { type: "text", placeholder: "подпись", value: file.words || "", on: { input: (event) => { file.words = event.target.value; } } });
      return element("span", {}, picture, element("i", { textContent: file.name }), this.files.length > 1 ? words : null, drop);
    }));
  }

  replyTo(message) { this.hold("reply", message, message.from.first_name); }

  edit(message) {
    this.hold("edit", message, "Изменить сообщение");
    this.text.value = message.text;
    this.grow();
  }

  hold(kind, message, title) {
    this.target = { kind, message };
    this.find(".context").hidden = false;
    this.find(".context b").textContent = title;
    this.find(".context span").textContent = summary(message);
    this.text.focus();
  }

  release() {
    this.target = null;
    this.find(".context").hidden = true;
  }

  drawMenus(chat, isOpen) {
    const commands = (chat && chat.commands) || [];
    this.find(".menu-key").hidden = commands.length === 0;
    if (!commands.length || !isOpen) this.find(".commands").hidden = true;
    this.find(".commands").replaceChildren(...commands.map(({ command, description }) =>
      element("button", { type: "button", on: { click: () => { this.find(".commands").hidden = true; this.phone.send(`/${command}`); } } },
        element("b", { textContent: `/${command}` }), element("span", { textContent: description }))));
    const keyboard = chat && chat.keyboard && chat.keyboard.keyboard;
    this.find(".reply-keys").hidden = !keyboard || !isOpen;
    this.find(".reply-keys").replaceChildren(...(keyboard || []).map((row) => element("div", {}, ...row.map((key) =>
      element("button", { type: "button", textContent: key.text, on: { click: () => this.replyKey(key) } })))));
  }

  replyKey(key) {
    if (key.request_contact) return this.phone.act("send", { kind: "contact" });
    if (key.request_location) return this.phone.act("send", { kind: "location", latitude: 55.75, longitude: 37.62 });
    return this.phone.send(key.text);
  }
}
