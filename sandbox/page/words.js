// Text with entities as nodes. Offsets are UTF-16 units, which is what JavaScript strings count in.

import { element } from "./api.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

export function words(text, entities, open) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, open);
}

function nodes(text, start, end, entities, open) {
  const made = [];
  let at = start;
  let next = 0;
  while (next < entities.length) {
    const entity = entities[next++];
    if (entity.offset < at) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = [];
    while (next < entities.length && entities[next].offset < stop) inner.push(entities[next++]);
    const before = text.slice(at, entity.offset);
    if (before) made.push(isBlock(entity) ? before.replace(/\n$/, "") : before);
    made.push(wrapped(entity, text.slice(entity.offset, stop), nodes(text, entity.offset, stop, inner, open), open));
    at = stop;
    if (isBlock(entity) && text[at] === "\n") at += 1;
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

const isBlock = (entity) => entity.type === "pre" || entity.type.endsWith("blockquote");

function wrapped(entity, shown, children, open) {
  if (entity.type in PLAIN_TAGS) return element(PLAIN_TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case "text_link": return link(entity.url, children, open);
    case "url": return link(shown.includes("://") ? shown : `http://${shown}`, children, open);
    case "email": return link(`mailto:${shown}`, children, open);
    case "bot_command": return link(null, children, () => open.command(shown));
    case "mention": case "hashtag": case "text_mention": return element("a", { href: "#", on: { click: stay } }, ...children);
    case "spoiler": return element("span", { class: "spoiler", on: { click: (event) => event.currentTarget.classList.toggle("shown") } }, ...children);
    case "blockquote": return element("blockquote", {}, ...children);
    case "expandable_blockquote":
      return element("blockquote", { class: "folded", on: { click: (event) => event.currentTarget.classList.toggle("folded") } }, ...children);
    default: return element("span", {}, ...children);
  }
}

const stay = (event) => event.preventDefault();

function link(url, children, open) {
  const click = (event) => {
    event.preventDefault();
    if (typeof open === "function") open();
    else open.link(url);
  };
  return element("a", { href: safe(url), on: { click } }, ...children);
}

const safe = (url) => (url && /^(https?|tg|mailto):/i.test(url) ? url : "#");
