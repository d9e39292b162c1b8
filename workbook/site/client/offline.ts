// Lets the browser keep the whole site, so that it opens without a network after the first visit.

/** Where this script lies is the top of the site. Known only while the script runs for the first time. */
const top = (document.currentScript as HTMLScriptElement | null)?.src;

export function keepForOffline(): void {
  // Not there without https or loopback, and of no use where the pages are files.
  if (top === undefined || !("serviceWorker" in navigator)) return;
  const url = new URL("offline.js", top);
  // It fetches the whole site: the page that is being opened comes first.
  window.addEventListener("load", () => {
    // A browser that refuses, in a private window for one, reads on with a network.
    navigator.serviceWorker.register(url).catch(() => undefined);
  });
}
