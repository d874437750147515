// Offers a signal in this browser, where it can show one. Asks the phone only after the person pressed yes.

const WORKER = "/worker.js";

/** Whether this browser can show a signal while no page is open. */
export function isPossible(scope) {
  return scope.isSecureContext && "serviceWorker" in scope.navigator && "PushManager" in scope && "Notification" in scope;
}

/**
 * Has the browser make what a signal is sent to, and brings it to the house.
 *
 * @param {PushManager} manager
 * @param {string} key the public key of the house
 * @param {(fields: URLSearchParams) => Promise<boolean>} bring
 * @returns {Promise<boolean>} whether the house took it
 */
export async function subscribe(manager, key, bring) {
  const options = { userVisibleOnly: true, applicationServerKey: octets(key) };
  let subscription;
  try {
    subscription = await manager.subscribe(options);
  } catch (error) {
    // It was made for another key of the house: that one counts no more.
    const old = error.name === "InvalidStateError" && (await manager.getSubscription());
    if (!old) throw error;
    await old.unsubscribe();
    subscription = await manager.subscribe(options);
  }
  const { endpoint, keys } = subscription.toJSON();
  return bring(new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth }));
}

async function bring(fields) {
  const response = await fetch("/notices/push", { method: "POST", body: fields });
  return response.ok;
}

/** Base64 as the web writes it, as the octets that a browser wants. */
function octets(key) {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function accept(section, notice) {
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      notice.textContent = notice.dataset.denied;
      return;
    }
    await navigator.serviceWorker.register(WORKER, { scope: "/" });
    const { pushManager } = await navigator.serviceWorker.ready;
    if (!(await subscribe(pushManager, section.dataset.key, bring))) throw new Error("refused");
    location.replace("/notices");
  } catch {
    notice.textContent = notice.dataset.failed;
  }
}

function offer(section) {
  const button = section.querySelector("#push-yes");
  const notice = section.querySelector("#push-notice");
  if (!button || !isPossible(window)) return;
  section.querySelector("#push-impossible").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    notice.textContent = "";
    await accept(section, notice);
    button.disabled = false;
  });
}

const section = document.getElementById("push");
if (section) offer(section);
