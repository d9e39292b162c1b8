// A real browser for the tests that need one: Chromium, as the system has it.

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is: what `CHROMIUM` names, or where Linux has it; undefined if it is nowhere. */
export const chromiumFile = [process.env.CHROMIUM ?? "", ...places].find((file) =>
  existsSync(file),
);

/** Why a test of a page is skipped. */
export const browserIsMissing =
  "There is no Chromium here. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.";

/** Starts Chromium without a window. It talks to nothing but what a test opens. */
export async function openBrowser(): Promise<Browser> {
  if (chromiumFile === undefined) throw new Error(browserIsMissing);
  return await chromium.launch({
    executablePath: chromiumFile,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
}
