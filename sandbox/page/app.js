// The page: loads everything once, then follows the feed of changes.

import { avatar, element, get, post } from "./api.js";
import { Clock } from "./clock.js";
import { Phone } from "./phone.js";

const $ = (id) => document.getElementById(id);
const RETRY_MS = 1000;
const clock = new Clock((error) => alert(error.message));
const phones = new Map();

const world = {
  bot: { first_name: "", username: "" },
  description: "",
  people: new Map(),
  chats: new Map(),
  time: (unix) => clock.format({ hour: "2-digit", minute: "2-digit" }).format(new Date(unix * 1000)),
  day: (unix) => {
    const date = new Date(unix * 1000);
    const isThisYear = date.getFullYear() === clock.now().getFullYear();
    return clock.format({ day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }) }).format(date);
  },
  openLink,
  openPhoto,
};

async function load() {
  const state = await get("/sandbox/state");
  world.bot = state.bot;
  world.description = state.description;
  world.maxPeople = state.max_people;
  clock.zone = state.zone;
  clock.set(state.clock);
  $("bot-name").textContent = state.bot.first_name;
  document.title = `${state.bot.first_name} — песочница`;
  world.people = new Map(state.people.map((person) => [person.id, person]));
  world.chats = new Map(state.chats.map((chat) => [chat.id, { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])) }]));
  phones.clear();
  $("phones").replaceChildren();
  state.people.forEach(addPhone);
  $("empty").hidden = phones.size > 0;
  return state.feed;
}

function addPhone(person) {
  const phone = new Phone(person, world);
  phones.set(person.id, phone);
  $("phones").append(phone.root);
  $("empty").hidden = true;
  requestAnimationFrame(() => { phone.scrollDown(); phone.isReady = true; });
}

async function follow() {
  let feed = null;
  for (;;) {
    try {
      if (feed === null) feed = await load();
      const news = await get(`/sandbox/events?after=${feed}&timeout=25`);
      $("offline").hidden = true;
      if (news.reset) { feed = null; continue; }
      feed = news.feed;
      const touched = new Set();
      for (const event of news.events) take(event, touched);
      redraw(touched);
    } catch (error) {
      console.error(error);
      $("offline").hidden = false;
      feed = null;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function redraw(chatIds) {
  for (const phone of phones.values()) {
    if (chatIds.has(phone.chatId) || chatIds.has("all")) phone.draw();
  }
}

function take(event, touched) {
  touched.add(event.chat_id);
  switch (event.kind) {
    case "message": case "edit": case "delete": return takeMessage(event);
    case "chat": return takeChat(event.chat, touched);
    case "commands":
      event.chats.forEach((chat) => takeChat(chat, touched));
      return undefined;
    case "press": case "answer": return event.answer && phones.get(event.answer.person_id)?.answered(event.answer);
    case "typing": return [...phones.values()].filter((phone) => phone.chatId === event.chat_id).forEach((phone) => phone.isTyping());
    case "person": return takePerson(event.person);
    case "clock": return clock.set(event.clock);
    default: return undefined;
  }
}

function takeMessage({ kind, chat_id: chatId, message, keyboard }) {
  if (!message) return;
  const chat = chatOf(chatId);
  const isNew = !chat.messages.has(message.message_id);
  chat.messages.set(message.message_id, message);
  chat.keyboard = keyboard;
  if (message.from_bot && kind === "message" && isNew) clock.delivered(chat.name || chat.title || "группа");
  if (!message.from_bot && chat.type === "private") chat.is_started = true;
  for (const phone of phones.values()) {
    if (phone.chatId !== chatId) continue;
    if (message.from_bot) phone.typing = false;
    if (kind === "message" && isNew) phone.arrived(message);
  }
}

function chatOf(chatId) {
  if (!world.chats.has(chatId)) world.chats.set(chatId, { id: chatId, type: "private", members: [chatId], commands: [], is_started: false, messages: new Map() });
  return world.chats.get(chatId);
}

function takeChat(chat, touched) {
  if (!chat) return;
  const known = world.chats.get(chat.id);
  world.chats.set(chat.id, { ...chat, messages: known ? known.messages : new Map() });
  touched.add(chat.type === "private" ? chat.id : "all");
  phones.get(chat.id)?.drawOwner();
}

function takePerson(person) {
  world.people.set(person.id, person);
  const phone = phones.get(person.id);
  if (!phone) return phones.size < world.maxPeople ? addPhone(person) : undefined;
  phone.person = person;
  return phone.drawOwner();
}

// Links: an invitation to this bot opens in a phone of one's choice, everything else in a new tab.

function openLink(url, phone) {
  const invitation = url.match(/^(?:https?:\/\/)?t\.me\/(\w+)\/?(?:\?start=([\w-]*))?$/i);
  if (!invitation || invitation[1].toLowerCase() !== world.bot.username.toLowerCase()) {
    window.open(url, "_blank", "noopener");
    return;
  }
  const payload = invitation[2] || "";
  $("link-payload").textContent = url;
  const ordered = [...phones.values()].sort((a, b) => (a === phone ? 1 : 0) - (b === phone ? 1 : 0));
  $("link-people").replaceChildren(...ordered.map((each) => element("button", {
    type: "button",
    data: { person: each.person.id },
    on: { click: () => { $("link-dialog").close(); each.show(each.person.id); each.send(`/start ${payload}`.trim()); each.root.scrollIntoView({ behavior: "smooth", inline: "center" }); } },
  }, avatar(each.person.id, each.person.name), element("span", {}, element("b", { textContent: each.person.name }), element("small", { textContent: each === phone ? "этот телефон" : each.person.role })))));
  $("link-copy").onclick = () => { navigator.clipboard?.writeText(url); $("link-dialog").close(); };
  $("link-dialog").showModal();
}

function openPhoto(source) {
  $("photo-dialog").querySelector("img").src = source;
  $("photo-dialog").showModal();
}

function listen() {
  $("photo-dialog").onclick = () => $("photo-dialog").close();
  $("link-cancel").onclick = () => $("link-dialog").close();
  const dialog = $("person-dialog");
  const open = () => { dialog.querySelector("form").reset(); dialog.returnValue = ""; dialog.showModal(); };
  $("add-person").onclick = open;
  $("add-first").onclick = open;
  dialog.onclose = () => {
    if (dialog.returnValue === "ok") post("/sandbox/people", Object.fromEntries(new FormData(dialog.querySelector("form"))));
  };
}

listen();
follow();
