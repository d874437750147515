// The page without reloading. Everything here also works as a plain form; this only makes it quicker and calmer.

import { clear, lastRow, present, say, show } from "./conversation.js";
import { listen } from "./events.js";
import { smaller } from "./photo.js";
import { locate, offerPlace } from "./place.js";
import { deliver, freshUpdate, tryNow } from "./post.js";

const BEFORE_DOTS = 300;
const BLANK = "/blank";
/** Who looks this long has seen it; who answers sooner says so with the answer. */
const BEFORE_SEEN = 2_000;

const conversation = document.getElementById("conversation");
const notice = document.getElementById("notice");
const waiting = document.getElementById("waiting");
const again = document.getElementById("again");
const offer = document.getElementById("offer");

/** Answers leave one after another, in the order in which they were given. */
let queue = Promise.resolve();
/** Answers under way. Until the house has spoken to them, rows that come by themselves wait, so that all stand in order. */
let underWay = 0;
let early = [];
/** The newest row that the house knows to be looked at. */
let seen = 0;
let looking = 0;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  // A browser that does not tell which button was pressed sends the plain form.
  if (form.matches("form[data-photo]")) {
    event.preventDefault();
    sendPhoto(form);
    return;
  }
  if (!form.matches("form[data-chat]") || !button) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form));
  if (button.name) fields.append(button.name, button.value);
  if (fields.get("command") === "hide") leave(fields);
  else if (form.getAttribute("aria-busy") === "true") tryNow();
  else answer(fields, isTyped(form) ? hold(form) : echo(form, button));
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-locate]");
  if (!button) return;
  try {
    const fields = new URLSearchParams(new FormData(button.form));
    fields.set("location", await locate());
    answer(fields, echo(button.form, button));
  } catch {
    tell("noPlace");
  }
});

again.addEventListener("click", tryNow);

window.addEventListener("pageshow", (event) => {
  // Back from the blank page: an emptied page is drawn anew.
  if (event.persisted) location.reload();
});

async function sendPhoto(form) {
  if (form.getAttribute("aria-busy") === "true") {
    tryNow();
    return;
  }
  const sending = hold(form);
  const fields = new FormData(form);
  fields.set("photo", await smaller(fields.get("photo")), "photo");
  answer(fields, sending);
}

function answer(fields, sending) {
  fields.set("update", freshUpdate());
  underWay += 1;
  queue = queue.catch(() => {}).then(() => exchange(fields, sending)).finally(() => {
    underWay -= 1;
    if (!underWay) receive(withEarly([]), false);
  });
}

/** One answer, from the press to what the house says to it. */
async function exchange(fields, sending) {
  const dots = setTimeout(() => (waiting.hidden = false), BEFORE_DOTS);
  fields.set("after", String(lastRow()));
  const outcome = await deliver(fields, (problem) => trouble(problem, sending), sending.stop);
  clearTimeout(dots);
  waiting.hidden = true;
  if (outcome.problem) {
    refused(outcome.problem, sending);
    return;
  }
  calm();
  sending.kept(outcome.said);
  offer.hidden = !outcome.offer;
  receive(withEarly(outcome.rows), sending.leavesFocus(document.activeElement));
}

function trouble(problem, sending) {
  waiting.hidden = true;
  sending.waits();
  tell(problem);
  receive(withEarly([]), false);
}

function refused(problem, sending) {
  sending.failed();
  if (problem === "no_session") location.replace("/");
  else if (problem === "too_long") tell("tooLong");
  else if (problem === "photo_too_large") tell("photoTooLarge");
  else if (problem === "not_a_photo") tell("notAPhoto");
  else if (problem !== "stopped") tell("refused");
}

/** A pressed button: the options go, the chosen one stands as the person's own words. */
function echo(form, button) {
  const answers = form.closest(".answers");
  const bubble = answers && say(wordsOf(form, button), form.closest("article"));
  if (answers) {
    bubble.dataset.waiting = "";
    bubble.focus({ preventScroll: true });
    answers.hidden = true;
  }
  return {
    stop: new AbortController().signal,
    waits() {},
    kept() {
      bubble?.removeAttribute("data-waiting");
      answers?.remove();
    },
    failed() {
      bubble?.remove();
      if (answers) answers.hidden = false;
      button.focus();
    },
    leavesFocus: (active) => active === document.body || active === bubble || form.contains(active),
  };
}

/** Typed words stay in their field until they are kept, and are then shown as they were kept: without what must not be stored. */
function hold(form) {
  const stop = new AbortController();
  const change = () => stop.abort();
  form.setAttribute("aria-busy", "true");
  freeze(form, true);
  return {
    stop: stop.signal,
    waits() {
      freeze(form, false);
      form.addEventListener("input", change);
    },
    kept(said) {
      this.failed();
      const article = form.closest("article");
      say(form.dataset.said ?? (form.elements.year ? dayOf(form) : said), article);
      if (article) form.closest(".answers").remove();
      // What was changed in the meantime is not lost.
      else if (!stop.signal.aborted) form.reset();
    },
    failed() {
      freeze(form, false);
      form.removeEventListener("input", change);
      form.removeAttribute("aria-busy");
    },
    leavesFocus: (active) => active === document.body,
  };
}

function receive(rows, focusIsFree) {
  if (rows.some((row) => row.kind === "hide" && row.id > lastRow())) {
    vanish();
    return;
  }
  const before = document.activeElement;
  const fresh = show(rows);
  if (fresh.length && fresh[fresh.length - 1].lang !== document.documentElement.lang) {
    // Another language: the words around the conversation change too.
    location.replace("/");
    return;
  }
  offerPlace(conversation);
  present(fresh, focusIsFree || !before.isConnected);
  look();
}

/** Tells the house what was looked at: only then does the time of silence begin. */
function look() {
  clearTimeout(looking);
  looking = setTimeout(async () => {
    const last = lastRow();
    if (document.visibilityState !== "visible" || last <= seen) return;
    try {
      const response = await fetch("/chat/seen", { method: "POST", body: new URLSearchParams({ after: last }), keepalive: true });
      if (response.ok) seen = last;
    } catch {
      // Told again with the next row, or when the person comes back.
    }
  }, BEFORE_SEEN);
}

/** Rows that came by themselves in the meantime, among those of the answer. */
function withEarly(rows) {
  const all = [...rows, ...early].sort((one, other) => one.id - other.id);
  early = [];
  return all;
}

function isTyped(form) {
  return [...form.elements].some((field) => field.name === "text" || field.name === "year");
}

function freeze(form, frozen) {
  for (const field of form.elements) field.readOnly = frozen;
}

function wordsOf(form, button) {
  const boxes = [...form.querySelectorAll("input:checked")].map((box) => box.parentElement);
  const chosen = button.name === "choose" && boxes.length ? boxes : [button];
  return chosen.map((label) => label.innerText.replace(/\s+/g, " ").trim()).join("\n");
}

function dayOf(form) {
  const { day, month, year } = form.elements;
  return `${day.value} ${month.selectedOptions[0].textContent} ${year.value}`;
}

function tell(problem) {
  const words = notice.dataset[problem];
  if (notice.textContent !== words) notice.textContent = words;
  again.hidden = problem !== "offline";
}

function calm() {
  notice.textContent = "";
  again.hidden = true;
}

/** Hide: first the screen, then the house is told. */
function leave(fields) {
  fields.set("update", freshUpdate());
  fetch("/chat", { method: "POST", body: fields, headers: { Accept: "application/json" }, keepalive: true }).catch(() => {});
  vanish();
}

function vanish() {
  clear();
  location.replace(BLANK);
}

document.addEventListener("visibilitychange", look);

offerPlace(conversation);
look();
listen(lastRow, (row) => {
  if (underWay) early.push(row);
  else receive([row], false);
});
