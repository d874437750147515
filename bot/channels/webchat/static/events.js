// Listens for messages that come by themselves, and goes on where it stopped after a lost network.

const FIRST_PAUSE = 3_000;
const LONGEST_PAUSE = 60_000;

/**
 * @param {() => number} lastRow the newest row on the page
 * @param {(row: object) => void} show
 */
export function listen(lastRow, show) {
  let source = null;
  let pause = FIRST_PAUSE;
  let timer = 0;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`/chat/events?after=${lastRow()}`);
    source.onopen = () => {
      pause = FIRST_PAUSE;
    };
    source.onmessage = (event) => show(JSON.parse(event.data));
    source.onerror = () => {
      // A browser comes back by itself after a lost network, but not after a refusal.
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  };

  open();
  window.addEventListener("online", open);
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    source.close();
  });
}
