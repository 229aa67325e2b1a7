// The clock on top: shows the sandbox's time, moves it, and waits until the bot has caught up.

import { get, post } from "./api.js";

const $ = (id) => document.getElementById(id);
const IDLE_SECONDS = 30;
const MOST_STEPS = 60;

export class Clock {
  constructor(onError) {
    this.zone = "UTC";
    this.offset = 0;
    this.sent = new Map();
    this.panel = document.querySelector(".clock");
    for (const key of document.querySelectorAll(".clock-keys button")) {
      key.onclick = () => this.move(JSON.parse(key.dataset.add)).catch(onError);
    }
    setInterval(() => this.draw(), 1000);
  }

  set(reading) {
    this.reading = reading;
    this.offset = new Date(reading.now) - Date.now();
    this.draw();
  }

  now() { return new Date(Date.now() + this.offset); }

  format(options) { return new Intl.DateTimeFormat("ru-RU", { timeZone: this.zone, ...options }); }

  draw() {
    if (!this.reading) return;
    $("clock-time").textContent = this.format({ hour: "2-digit", minute: "2-digit" }).format(this.now());
    $("clock-day").textContent = this.format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(this.now()).replace(" г.", "");
    $("clock-next").disabled = !this.reading.next_at;
    $("clock-note").textContent = this.note();
    $("clock-sent").textContent = this.panel.classList.contains("busy") ? "" : this.arrived();
  }

  note() {
    const { next_at: nextAt, idle_version: idle, version } = this.reading;
    if (this.panel.classList.contains("busy")) return `бот догоняет время… ${this.arrived()}`;
    if (!nextAt) return idle >= version ? "впереди дел у бота нет" : "часы песочницы";
    const when = this.format({ day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(nextAt));
    return `бот проснётся ${when}`;
  }

  // What the bot has sent since the clock was last moved: to whom, and how much.
  arrived() {
    const names = [...this.sent].map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
    return names.length ? `пришло: ${names.join(", ")}` : "";
  }

  delivered(name) {
    this.sent.set(name, (this.sent.get(name) || 0) + 1);
    this.draw();
  }

  // To the next reminder means to something that arrives: looks that say nothing are passed over.
  async move(body) {
    this.sent = new Map();
    const before = this.reading.said;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await this.go(body);
      if (body.to !== "next" || this.reading.said > before || !this.reading.next_at) return;
    }
  }

  // Reminder by reminder: whatever falls due on the way arrives on its own day.
  async go(body) {
    this.panel.classList.add("busy");
    try {
      let moved = await post("/sandbox/clock", { ...body, halt: true });
      while (await this.caughtUp(moved) && new Date(this.reading.now) < new Date(moved.target)) {
        moved = await post("/sandbox/clock", { now: moved.target, halt: true });
      }
    } finally {
      this.panel.classList.remove("busy");
      this.draw();
    }
  }

  // Whether there is a bot that follows the clock and has done all that is due.
  async caughtUp(moved) {
    this.set(moved);
    if (!moved.idle_version) return false;
    const seen = await get(`/sandbox/clock/idle?version=${moved.version}&timeout=${IDLE_SECONDS}`);
    this.set(seen);
    return seen.idle;
  }
}
