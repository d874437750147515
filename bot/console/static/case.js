// On the page of a case: shows what came since it was drawn, in its place. What somebody was typing or choosing stays as it is.
// Without it the link of the page loads the page anew.

const live = document.getElementById("live");
const status = document.getElementById("news");
const refresh = document.getElementById("refresh");
const title = document.title;
const LINES = "#talk ~ .talk > li";

function changed(field) {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  const first = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(first, 0);
}

const touched = (part) => [...part.querySelectorAll("input, textarea, select")].some(changed);
const partsOf = (page) => new Map([...page.querySelectorAll("main > section")].map((part) => [part.getAttribute("aria-labelledby"), part]));

// The parts of the page as they are now; a part with something of the reader's own in it is left alone.
function renew(page) {
  const [old, fresh] = [partsOf(document), partsOf(page)];
  const seen = page.querySelector("input[name=seen]");
  if (seen) for (const field of document.querySelectorAll("input[name=seen]")) field.value = seen.value;
  for (const [name, part] of old) if (!fresh.has(name) && !touched(part)) part.remove();
  let before = null;
  for (const [name, part] of fresh) {
    let here = old.get(name);
    if (!here?.isConnected) {
      here = document.importNode(part, true);
      if (before) before.after(here);
    } else if (!touched(here)) {
      const shown = document.importNode(part, true);
      here.replaceWith(shown);
      here = shown;
    }
    before = here;
  }
}

function lead(known) {
  const first = document.querySelectorAll(LINES)[known] ?? document.getElementById("main");
  first.tabIndex = -1;
  first.focus();
}

refresh.addEventListener("click", async (event) => {
  event.preventDefault();
  const answer = await fetch(live.dataset.page, { redirect: "manual" }).catch(() => null);
  if (!answer) return; // No network just now: the link stays.
  if (!answer.ok) {
    status.textContent = live.dataset.ended;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const known = document.querySelectorAll(LINES).length;
  renew(page);
  live.dataset.newest = page.getElementById("live")?.dataset.newest ?? live.dataset.newest;
  status.textContent = "";
  refresh.hidden = true;
  document.title = title;
  lead(known);
});
