// Shows a signal while no page of ours is open: that there is a message, in the person's language, and never what it says.

const PAGE = "/";
const TAG = "wegwijzer";

self.addEventListener("push", (event) => {
  const { text, lang, dir } = read(event.data);
  // One at a time: a newer signal takes the place of the one before it.
  event.waitUntil(self.registration.showNotification(text, { lang, dir, tag: TAG, renotify: true }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open());
});

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew(event));
});

/** A browser wants something to be shown for every signal, also for one that cannot be read. */
function read(data) {
  try {
    return data.json();
  } catch {
    return { text: "✉️", lang: "", dir: "auto" };
  }
}

async function open() {
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((one) => new URL(one.url).pathname === PAGE);
  return page ? page.focus() : self.clients.openWindow(PAGE);
}

/** The browser replaced its subscription by itself: the house is told the new one. */
async function renew(event) {
  const fresh = event.newSubscription ?? (event.oldSubscription && (await self.registration.pushManager.subscribe(event.oldSubscription.options)));
  if (!fresh) return;
  const { endpoint, keys } = fresh.toJSON();
  await fetch("/notices/push", { method: "POST", body: new URLSearchParams({ endpoint, ...keys }) });
}
