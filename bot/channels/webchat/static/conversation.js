// Keeps the page equal to the rows of the house: adds messages, closes answered questions, speaks once, keeps the focus in place.

/** By then a screen reader has taken the words; later they would stand twice on the page for who reads on. */
const UNTIL_SPOKEN = 10_000;

const conversation = document.getElementById("conversation");
const announcer = document.getElementById("announcer");
const composer = document.getElementById("composer");
const skip = document.getElementById("skip");
const chat = document.getElementById("chat");

let last = Number(chat.dataset.last);

/** The newest row on the page. */
export const lastRow = () => last;

/**
 * Shows rows in their order; those that are on the page already are left out.
 * Returns the articles that are new.
 */
export function show(rows) {
  const fresh = [];
  for (const row of rows) {
    if (row.id <= last) continue;
    last = row.id;
    const article = apply(row);
    if (article) fresh.push(article);
  }
  if (!conversation.querySelector(".answers")) composer.open = true;
  return fresh;
}

/** Lets a screen reader hear the messages once, and brings them into view. A free focus goes to what can be answered now. */
export function present(articles, focusIsFree) {
  if (!articles.length) return;
  const newest = articles[articles.length - 1];
  const answers = newest.querySelector(".answers");
  if (focusIsFree && answers) {
    // Who is brought to the answers hears their name: that is all of the news, in its order.
    answers.setAttribute("aria-labelledby", articles.map((article) => article.querySelector(".words").id).join(" "));
    answers.focus({ preventScroll: true });
  } else {
    announce(articles);
  }
  skip.href = `#${newest.id}`;
  bringIntoView(articles[0], newest);
}

/** The person's own words, at once. `article` is the question they answer, if they answer one. */
export function say(words, article) {
  const bubble = document.createElement("p");
  bubble.className = "mine";
  bubble.dir = "auto";
  bubble.tabIndex = -1;
  const who = document.createElement("span");
  who.className = "unseen";
  who.textContent = `${chat.dataset.here}: `;
  const what = document.createElement("span");
  what.textContent = words;
  bubble.append(who, what);
  if (article) bubble.dataset.for = article.dataset.id;
  conversation.append(bubble);
  bubble.scrollIntoView({ block: "nearest" });
  return bubble;
}

/** Take everything off the screen. */
export function clear() {
  document.title = "";
  document.body.textContent = "";
}

function apply(row) {
  switch (row.kind) {
    case "answered":
      answered(subject(row), row);
      return null;
    case "refresh":
      refresh(subject(row), drawn(row));
      return null;
    case "hide":
      return null;
    case "clear":
      // Somebody else is at this screen now.
      conversation.replaceChildren();
      announcer.replaceChildren();
      composer.querySelector("textarea").value = "";
      return null;
    default:
      if (row.asking) closeQuestions();
      return conversation.appendChild(drawn(row));
  }
}

function drawn(row) {
  const template = document.createElement("template");
  template.innerHTML = row.html;
  const article = template.content.querySelector("article");
  article.tabIndex = -1;
  return article;
}

/** The message that a row changes. */
function subject(row) {
  if (row.edits) return document.getElementById(`m${row.edits}`);
  return [...conversation.querySelectorAll(`article[data-asking="${row.asking || "none"}"]`)].pop();
}

/** The place on the page stays that of the first row. */
function refresh(old, article) {
  if (!old) return;
  article.id = old.id;
  article.dataset.id = old.dataset.id;
  old.replaceWith(article);
}

function answered(article, row) {
  if (!article) return;
  article.querySelector(".answers")?.remove();
  const bubble = conversation.querySelector(`.mine[data-for="${article.dataset.id}"]`);
  if (bubble) bubble.lastElementChild.textContent = row.answered;
  else if (row.answered) article.after(say(row.answered, article));
}

/** A new question closes the ones before it; what was being typed there is not lost. */
function closeQuestions() {
  for (const answers of conversation.querySelectorAll('article:not([data-asking="0"]) .answers')) {
    const typed = answers.querySelector("textarea, input[name=text]");
    if (typed?.value.trim() && !typed.readOnly) keep(typed.value);
    answers.remove();
  }
}

function keep(words) {
  const field = composer.querySelector("textarea");
  field.value = [field.value, words].filter(Boolean).join("\n");
  composer.open = true;
}

function announce(articles) {
  const said = articles.map((article) => {
    const line = document.createElement("p");
    line.lang = article.lang;
    line.dir = article.dir;
    line.textContent = article.querySelector(".words").textContent;
    return line;
  });
  announcer.append(...said);
  setTimeout(() => said.forEach((line) => line.remove()), UNTIL_SPOKEN);
}

function bringIntoView(first, newest) {
  const height = newest.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  const fits = height < window.innerHeight - 120;
  if (fits) newest.scrollIntoView({ block: "end" });
  else first.scrollIntoView({ block: "start" });
}
