// One phone: a person's chat with the bot (and their groups), and everything they can do in it.

import { element, initials, post, toneOf, upload } from "./api.js";
import { block, summary } from "./bubbles.js";
import { Composer } from "./composer.js";

const NEAR_BOTTOM = 80;
const TOAST_MS = 3500;

export class Phone {
  constructor(person, world) {
    this.person = person;
    this.world = world;
    this.chatId = person.id;
    this.drawn = new Map();
    this.waiting = new Map();
    this.unread = 0;
    this.root = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.root.dataset.person = person.id;
    this.find = (selector) => this.root.querySelector(selector);
    this.body = this.find(".chat-body");
    this.composer = new Composer(this);
    this.listen();
    this.drawOwner();
    this.draw();
  }

  get chat() { return this.world.chats.get(this.chatId); }
  get path() { return `/sandbox/people/${this.person.id}`; }

  listen() {
    this.find(".owner-more").onclick = () => { this.find(".owner-menu").hidden = !this.find(".owner-menu").hidden; };
    this.find(".alert button").onclick = () => { this.find(".alert").hidden = true; };
    this.find(".to-bottom").onclick = () => this.scrollDown();
    this.find(".big-key").onclick = () => this.act(this.chat && this.chat.is_blocked ? "block" : "send", this.chat && this.chat.is_blocked ? { blocked: false } : { text: "/start" });
    this.body.onscroll = () => { if (this.isNearBottom()) this.markRead(); };
  }

  async act(deed, body = {}, files = null) {
    const payload = this.chatId === this.person.id ? body : { ...body, chat_id: this.chatId };
    try {
      return await (files ? upload(`${this.path}/${deed}`, payload, files) : post(`${this.path}/${deed}`, payload));
    } catch (error) {
      this.toast(`Не получилось: ${error.message}`);
      return null;
    }
  }

  send(text, extra = {}) { return this.act("send", { text, ...extra }); }

  // Drawing

  drawOwner() {
    const avatar = this.find(".owner .avatar");
    avatar.textContent = initials(this.person.name);
    avatar.style.setProperty("--tone", toneOf(this.person.id));
    this.find(".owner-name b").textContent = this.person.name;
    this.find(".owner-name small").textContent = this.person.role || "\u00a0";
    const own = this.world.chats.get(this.person.id);
    const isBlocked = Boolean(own && own.is_blocked);
    this.root.classList.toggle("blocked", isBlocked);
    const key = (text, click) => element("button", { type: "button", textContent: text, on: { click: () => { this.find(".owner-menu").hidden = true; click(); } } });
    this.find(".owner-menu").replaceChildren(
      key(isBlocked ? "Разблокировать бота" : "Заблокировать бота", () => post(`${this.path}/block`, { blocked: !isBlocked })),
      key("Переписка текстом", () => window.open(`/sandbox/transcript?format=text&chat=${this.chatId}`, "_blank", "noopener")),
    );
  }

  draw() {
    const { chat } = this;
    this.drawHead();
    this.drawTabs();
    const wasNear = this.isNearBottom();
    this.find(".bubbles").replaceChildren(...this.blocks(chat));
    if (wasNear) this.scrollDown();
    this.drawFoot(chat);
  }

  drawHead() {
    const isOwn = this.chatId === this.person.id;
    this.find(".chat-title b").textContent = isOwn ? this.world.bot.first_name : this.chat.title;
    const note = this.find(".chat-title small");
    note.textContent = this.typing ? "печатает…" : isOwn ? "бот" : "группа";
    note.classList.toggle("typing", Boolean(this.typing));
  }

  drawTabs() {
    const groups = [...this.world.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to && chat.members.includes(this.person.id));
    const tabs = this.find(".chat-tabs");
    tabs.hidden = groups.length === 0;
    const tab = (id, title) => element("button", { type: "button", class: id === this.chatId ? "on" : "", textContent: title, on: { click: () => this.show(id) } });
    tabs.replaceChildren(tab(this.person.id, this.world.bot.first_name), ...groups.map((chat) => tab(chat.id, chat.title)));
  }

  show(chatId) {
    this.chatId = chatId;
    this.drawn.clear();
    this.draw();
    this.scrollDown();
  }

  blocks(chat) {
    const seen = chat ? [...chat.messages.values()].filter((message) => !message.is_deleted).sort((a, b) => a.message_id - b.message_id) : [];
    if (!seen.length) {
      const about = this.world.description || "Здесь появятся сообщения бота.";
      return [element("div", { class: "about", textContent: about })];
    }
    const made = [];
    let day = "";
    for (const group of grouped(seen)) {
      const date = this.world.day(group[0].date);
      if (date !== day) made.push(this.reused(`day:${date}`, date, () => element("div", { class: "day", textContent: date })));
      day = date;
      made.push(this.reused(`m:${group[0].message_id}`, JSON.stringify(group), () => block(group, this.hands())));
    }
    return made;
  }

  reused(key, sign, make) {
    const known = this.drawn.get(key);
    if (known && known.sign === sign) return known.node;
    const node = make();
    if (!known && this.isReady) node.classList.add("fresh");
    this.drawn.set(key, { sign, node });
    return node;
  }

  hands() {
    return {
      personId: this.person.id,
      isGroup: this.chatId !== this.person.id,
      time: this.world.time,
      press: (message, button, node) => this.press(message, button, node),
      menu: (event, message, isMine) => this.bubbleMenu(event, message, isMine),
      open: { link: (url) => this.world.openLink(url, this), photo: this.world.openPhoto, command: (text) => this.send(text) },
    };
  }

  drawFoot(chat) {
    const big = this.find(".big-key");
    const isOpen = Boolean(chat && chat.is_started && !chat.is_blocked);
    big.hidden = isOpen;
    big.textContent = chat && chat.is_blocked ? "Разблокировать" : "Запустить";
    this.find(".composer").hidden = !isOpen;
    this.composer.drawMenus(chat, isOpen);
  }

  // Presses and answers

  async press(message, button, node) {
    if (button.url || button.web_app) return this.world.openLink(button.url || button.web_app.url, this);
    if (button.copy_text) { navigator.clipboard?.writeText(button.copy_text.text); return this.toast("Скопировано"); }
    node.classList.add("waiting");
    setTimeout(() => node.classList.remove("waiting"), 15000);
    const pressed = await this.act("press", { message_id: message.message_id, data: button.callback_data });
    if (!pressed) node.classList.remove("waiting");
    else this.waiting.set(pressed.query_id, node);
    return pressed;
  }

  answered(answer) {
    const node = this.waiting.get(answer.query_id);
    if (node && answer.is_answered) { node.classList.remove("waiting"); this.waiting.delete(answer.query_id); }
    if (!answer.text) return;
    if (answer.show_alert) {
      this.find(".alert p").textContent = answer.text;
      this.find(".alert").hidden = false;
    } else this.toast(answer.text);
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, TOAST_MS);
  }

  isTyping() {
    this.typing = true;
    this.drawHead();
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing = false; this.drawHead(); }, 5000);
  }

  bubbleMenu(event, message, isMine) {
    event.preventDefault();
    document.querySelectorAll(".bubble-menu").forEach((menu) => menu.remove());
    const entry = (text, click) => element("button", { type: "button", textContent: text, on: { click } });
    const menu = element("div", { class: "bubble-menu" }, entry("Ответить", () => this.composer.replyTo(message)));
    if (isMine && message.text) menu.append(entry("Изменить", () => this.composer.edit(message)));
    menu.append(entry("Удалить у обоих", () => this.act("delete", { message_id: message.message_id })));
    menu.style.cssText = `position: fixed; left: ${Math.min(event.clientX, innerWidth - 190)}px; top: ${Math.min(event.clientY, innerHeight - 140)}px`;
    document.body.append(menu);
    setTimeout(() => addEventListener("click", () => menu.remove(), { once: true }));
  }

  // Scrolling

  isNearBottom() { return this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight < NEAR_BOTTOM; }

  scrollDown() {
    this.body.scrollTop = this.body.scrollHeight;
    this.markRead();
  }

  markRead() {
    this.unread = 0;
    this.drawUnread();
  }

  arrived(message) {
    if (!this.isNearBottom() && message.from_bot) this.unread += 1;
    this.drawUnread();
  }

  drawUnread() {
    this.find(".to-bottom").hidden = this.isNearBottom() && !this.unread;
    this.find(".to-bottom i").textContent = this.unread || "";
  }
}

function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups[groups.length - 1];
    if (last && message.media_group_id && last[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

export { summary };
