// Offers "where I am now" at a question for a place. The place is used once, rounded to about a hundred metres.

const DECIMALS = 3;
const OPTIONS = { enableHighAccuracy: false, timeout: 15_000, maximumAge: 600_000 };

/** Shows the location buttons; they stay hidden where the browser cannot tell a location. */
export function offerPlace(within) {
  if (!("geolocation" in navigator) || !window.isSecureContext) return;
  for (const button of within.querySelectorAll("[data-locate]")) button.hidden = false;
}

/** @returns {Promise<string>} latitude and longitude with a comma between; rejects where the person or the phone says no */
export function locate() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.latitude, coords.longitude].map((number) => number.toFixed(DECIMALS)).join(",")),
      reject,
      OPTIONS,
    );
  });
}
