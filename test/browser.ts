// A real browser for the tests that need one: Chromium, as the system has it.

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { backstopMs } from "./backstop.ts";

/** First the one that has no windows, which needs half the processor time. */
const places = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map(
  (name) => `/usr/bin/${name}`,
);

/** Where Chromium is: what `CHROMIUM` names, or where Linux has it; undefined if it is nowhere. */
export const chromiumFile = [process.env.CHROMIUM ?? "", ...places].find((file) =>
  existsSync(file),
);

/** Why a test of a page is skipped. */
export const browserIsMissing =
  "There is no Chromium here. Install it (Debian: apt-get install chromium-headless-shell), or set CHROMIUM to its path.";

/** In a page, the classes of what scrolls and holds no stop of Tab: its ends are out of reach for a keyboard. */
export const listUnreachable = `(() => {
  const stops = '[tabindex="0"], a[href], button, input, summary';
  const scrolls = (part) =>
    (part.scrollWidth > part.clientWidth && /auto|scroll/.test(getComputedStyle(part).overflowX)) ||
    (part.scrollHeight > part.clientHeight && /auto|scroll/.test(getComputedStyle(part).overflowY));
  return [...document.querySelectorAll("body *")]
    .filter((part) => scrolls(part) && !part.matches(stops) && part.querySelector(stops) === null)
    .map(({ className }) => className);
})()`;

/** Starts Chromium without a window. It talks to nothing but what a test opens. */
export async function openBrowser(): Promise<Browser> {
  if (chromiumFile === undefined) throw new Error(browserIsMissing);
  return await chromium.launch({
    executablePath: chromiumFile,
    timeout: backstopMs,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
}

/**
 * A page of a visitor who was never here before, in a browser without service workers unless `options` allow them: one
 * fetches all of the site at the first page. Whatever is done in the page waits as long as a test may.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  if (options.serviceWorkers !== "allow")
    await context.addInitScript("delete Navigator.prototype.serviceWorker;");
  context.setDefaultTimeout(backstopMs);
  return await context.newPage();
}

/**
 * In a page, a slow clock: the playground takes nothing for a loop without end, however little of the processor its worker
 * gets. `useOwnClock` gives the page its own back.
 */
export const useSlowClock =
  "{ const { now } = Performance.prototype; performance.now = () => now.call(performance) / 20; }";
export const useOwnClock = "delete performance.now";
