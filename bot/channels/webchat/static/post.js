// Sends what the person says. The same answer may go out many times, it counts once: every try carries the same update id.

const PATIENCE = 20_000;
/** A photo takes its time on a slow network. */
const PATIENCE_WITH_PHOTO = 90_000;
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000];

/** A fresh update id. `crypto.randomUUID` would need https, also where the page is only tried at home. */
export function freshUpdate() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Posts until the house has kept it or refuses it for good.
 *
 * @param {URLSearchParams | FormData} fields what a form of words, or of a photo, holds
 * @param {(problem: "offline" | "busy") => void} trouble called before each pause
 * @param {AbortSignal} stop gives up between two tries
 * @returns {Promise<{said?: string, rows?: object[], problem?: string}>}
 */
export async function deliver(fields, trouble, stop) {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await tryOnce(fields);
    if (!outcome.again) return outcome;
    if (stop.aborted) return { problem: "stopped" };
    trouble(outcome.again);
    await pause(Math.max(PAUSES[Math.min(attempt, PAUSES.length - 1)], (outcome.wait ?? 0) * 1_000), stop);
    if (stop.aborted) return { problem: "stopped" };
  }
}

/** Try at once rather than after the pause. */
export function tryNow() {
  window.dispatchEvent(new Event("wegwijzer-try-now"));
}

async function tryOnce(fields) {
  const patience = new AbortController();
  const photo = fields instanceof FormData;
  const timer = setTimeout(() => patience.abort(), photo ? PATIENCE_WITH_PHOTO : PATIENCE);
  try {
    const response = await fetch(photo ? "/chat/photo" : "/chat", {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
      signal: patience.signal,
    });
    const content = await response.json();
    if (response.ok) return content;
    const passing = response.status === 429 || response.status >= 500;
    return passing ? { again: "busy", wait: content.wait } : { problem: content.problem };
  } catch {
    return { again: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds, stop) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const [target, name] of wakers) target.removeEventListener(name, done);
      resolve();
    };
    const wakers = [[window, "online"], [window, "wegwijzer-try-now"], [stop, "abort"]];
    const timer = setTimeout(done, milliseconds);
    for (const [target, name] of wakers) target.addEventListener(name, done);
  });
}
