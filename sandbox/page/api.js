// Requests to the sandbox; a refusal becomes an Error with its reason.

async function ask(method, path, options = {}) {
  const response = await fetch(path, { method, ...options });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error || response.statusText);
  return body;
}

export const get = (path, options) => ask("GET", path, options);

export const post = (path, body = {}) =>
  ask("POST", path, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export function upload(path, payload, files) {
  const form = new FormData();
  form.append("payload", JSON.stringify(payload));
  files.forEach((file, number) => form.append(`file${number}`, file, file.name));
  return ask("POST", path, { body: form });
}

export const fileUrl = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;

export function element(tag, options = {}, ...children) {
  const { class: names, data, on, ...rest } = options;
  const made = Object.assign(document.createElement(tag), rest);
  if (names) made.className = names;
  Object.assign(made.dataset, data || {});
  for (const [event, handler] of Object.entries(on || {})) made.addEventListener(event, handler);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const TONES = ["#d0694f", "#3f8fbf", "#6b9b37", "#9a6bb5", "#c78a2c", "#3a9d8f", "#b85c86"];
export const toneOf = (id) => TONES[Math.abs(Number(id)) % TONES.length];
export const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("").toUpperCase();

export function avatar(id, name) {
  const made = element("span", { class: "avatar", textContent: initials(name) });
  made.style.setProperty("--tone", toneOf(id));
  return made;
}
