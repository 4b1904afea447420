// Elements are made here and nowhere else. What comes from a record only ever becomes text or the value of an
// attribute that holds text, so that nothing in it can become an element, a script or an address.

const SVG = "http://www.w3.org/2000/svg";

/** An element of the page: its attributes (those that are null or false are left out) and its children. */
function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An element of a drawing. */
function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  add(node, children);
  return node;
}

/** Adds nodes and texts; null, false and the empty text are passed over. */
function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) node.append(child);
    else if (child !== null && child !== undefined && child !== false && child !== "") node.append(String(child));
  }
}

/** What a record says, in an element of its own that takes its direction from its own letters. */
function words(text, attributes = {}, tag = "bdi") {
  return el(tag, { dir: "auto", ...attributes }, shown(text));
}

/** A button; only its own code runs. */
function button(label, press, attributes = {}) {
  return el("button", { type: "button", onclick: press, ...attributes }, label);
}

/** A link to an address of the web, named by its host; anything else is shown as the text that it is. */
function link(address) {
  let url = null;
  try {
    url = /^https?:\/\//i.test(address) ? new URL(address) : null;
  } catch {
    url = null;
  }
  if (!url || !/^https?:$/.test(url.protocol)) return words(address, { class: "address" });
  return el(
    "a",
    { href: url.href, rel: "noopener noreferrer", target: "_blank", class: "address", title: url.href },
    words(url.host),
    el("span", { "aria-hidden": "true" }, " ↗"),
    el("span", { class: "unseen" }, " (opens in a new tab)"),
  );
}

function byId(id) {
  return document.getElementById(id);
}

function number(count, noun) {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun) {
  return noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** "open_weights" as a person writes it. */
function spoken(code) {
  return String(code).replaceAll("_", " ");
}
