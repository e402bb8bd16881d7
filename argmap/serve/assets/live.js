// Keeps an open page as the map's files are: takes over what the server sends, and shows what is wrong.

(() => {
"use strict";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
let state = $START;
let source = null;
let wait = FIRST_WAIT;
let timer = 0;
let lost = false;
let shown = true;

/** An element with a class and children; strings become text, so nothing in them is markup. */
function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter((child) => child !== ""));
  return element;
}

const words = make("p", "live-words");
words.setAttribute("role", "status");
const list = make("ol", "live-errors");
list.tabIndex = 0;
list.setAttribute("aria-label", "Errors");
const fold = make("button", "live-fold");
fold.type = "button";
const bar = make("div", "live-bar", words, fold);
const box = make("section", "live", bar, list);
box.lang = "en";
box.setAttribute("aria-label", "Live preview");
document.body.append(box);
fold.addEventListener("click", () => {
  shown = !shown;
  tell();
});

/** A message; what stands between backticks in it is code. */
function spoken(message) {
  const pieces = message.split("`");
  if (pieces.length % 2 === 0) return [message];
  return pieces.map((piece, number) => (number % 2 ? make("code", "", piece) : piece));
}

function told(error) {
  const place = make("code", "live-place", error.place);
  const head = make("p", "live-head", place, " ", make("b", "", error.code), " ", ...spoken(error.message));
  const item = make("li", "", head);
  item.firstChild.dir = "auto";
  const [before, marked, after] = error.line;
  if ((before + marked + after).trim()) {
    const line = make("pre", "", before, make("mark", "", marked || " "), after);
    line.dir = "auto";
    item.append(line);
  }
  if (error.help) item.append(make("p", "live-help", ...spoken(error.help)));
  return item;
}

function count(number) {
  return number === 1 ? "1 error" : `${number} errors`;
}

/** Shows how things are; nothing where all is well. */
function tell() {
  const errors = state.errors;
  const parts = [];
  if (lost) parts.push("The server does not answer; trying again. If it was started anew, open its new address.");
  if (state.problem) parts.push(state.problem);
  if (errors.length) parts.push(`${count(state.total)}; what could be read is shown.`);
  if (state.drawing) parts.push("Drawing…");
  if (!document.querySelector(".tree li")) parts.push("There is nothing to show.");
  const said = parts.join(" ");
  if (words.textContent !== said) words.textContent = said;
  box.classList.toggle("on", Boolean(said));
  box.classList.toggle("bad", lost || Boolean(state.problem || errors.length));
  fold.hidden = !errors.length;
  fold.textContent = shown ? "Hide" : "Show";
  fold.setAttribute("aria-expanded", String(shown));
  list.hidden = !errors.length || !shown;
  list.replaceChildren(...errors.map(told));
}

/** Takes over what the server sent: always the newest, and whole. */
function take(sent) {
  if (sent.anew) {
    location.reload();
    return;
  }
  if (sent.parts) {
    try {
      window.argmap.update(sent.parts);
    } catch (error) {
      location.reload();
      throw error;
    }
    // a claim that was chosen, or that the address names, and is there again
    const chosen = document.body.classList.contains("chosen");
    if (location.hash && !chosen) dispatchEvent(new HashChangeEvent("hashchange"));
  }
  state = { ...sent, parts: null };
  tell();
}

function connect() {
  clearTimeout(timer);
  source?.close();
  const stream = new EventSource(`events?since=${state.version}`);
  source = stream;
  stream.addEventListener("open", () => {
    wait = FIRST_WAIT;
    lost = false;
    tell();
  });
  stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    if (stream !== source) return;
    leave();
    lost = true;
    tell();
    timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

function leave() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

// A tab that nobody sees needs nothing, and browsers allow few connections to one server.
function lookedAt() {
  if (document.hidden) leave();
  else if (!source) connect();
}

document.addEventListener("visibilitychange", lookedAt);
addEventListener("online", lookedAt);
addEventListener("focus", lookedAt);
addEventListener("pagehide", leave);
addEventListener("pageshow", lookedAt);
tell();
lookedAt();
})();
