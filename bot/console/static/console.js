// Tells in an open page that a question or a message came: in a live region, in the title, and with a sound where one is wanted.
// The page works without it.

const live = document.getElementById("live");
const EVERY = Number(live.dataset.every) * 1000;
const SOUND = "wegwijzer-sound";
const status = document.getElementById("news");
const refresh = document.getElementById("refresh");
const sound = document.getElementById("sound");
const title = document.title;
let newest = live.dataset.newest;
let audio;

function kept(value) {
  try {
    if (value !== undefined) localStorage.setItem(SOUND, value);
    return localStorage.getItem(SOUND) === "on";
  } catch {
    return value === "on"; // a browser that keeps nothing
  }
}

// Two short notes, made here: nothing is fetched. A browser lets a page sound only after somebody touched it.
function ring() {
  if (!sound?.checked || !audio) return;
  for (const [pitch, begin] of [[660, 0], [880, 0.18]]) {
    const note = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + begin;
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.16);
    note.connect(volume).connect(audio.destination);
    note.start(at);
    note.stop(at + 0.17);
  }
}

function listen() {
  if (sound?.checked) audio ??= new AudioContext();
}

function show(news) {
  document.title = news.new ? `(${news.new}) ${title}` : title;
  if (news.newest > newest) {
    newest = news.newest;
    status.textContent = news.said;
    refresh.hidden = false;
    ring();
  }
}

// The session ended, or this is no longer for us: say so once, and ask no more.
function end() {
  clearInterval(asking);
  status.textContent = live.dataset.ended;
  refresh.hidden = Boolean(live.dataset.page); // of a case it would show nothing
}

async function ask() {
  try {
    const since = encodeURIComponent(live.dataset.newest);
    const answer = await fetch(`${live.dataset.news}?since=${since}`, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
    else if (answer.type === "opaqueredirect" || answer.status === 403) end();
  } catch {
    // No network just now: the next time will tell.
  }
}

live.hidden = false;
if (sound) {
  sound.checked = kept();
  sound.addEventListener("change", () => {
    kept(sound.checked ? "on" : "off");
    listen();
    ring();
  });
}
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, listen, { once: true });
const asking = setInterval(ask, EVERY);
ask();
