// The game as a visitor plays it: breaks a level by its hints, fixes it, meets a dead end; by keyboard, and on a phone. And every
// level opens in a browser as it does in the terminal.

import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Level, levels, nameLevel } from "#workbook/game/levels.ts";
import { type SiteServer, serveSite } from "#workbook/site/serve-site.ts";
import type { SiteFiles } from "#workbook/site/site.ts";
import {
  browserIsMissing,
  chromiumFile,
  openBrowser,
  openPage,
  useSlowClock,
} from "../../browser.ts";
import { makeCourseSite } from "../course-site.ts";
import { repositoryRoot } from "../toy-course.ts";

const [first, second] = levels as [Level, Level];
const solution = readFileSync(`${repositoryRoot}/solutions/${first.exercise}.ts`, "utf8");
const pathOf = (level: Level): string => `play.html#level/${nameLevel(level)}`;

describe.skipIf(chromiumFile === undefined)(`the game in Chromium (${browserIsMissing})`, () => {
  let browser: Browser;
  let server: SiteServer;
  let files: SiteFiles;
  const complaints: string[] = [];

  beforeAll(async () => {
    files = await makeCourseSite();
    server = await serveSite(files, { port: 0, folder: "/some/where/" });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await openPage(browser, options);
    await page.addInitScript(useSlowClock);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("response", (response) => {
      if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(server.url + path);
    return page;
  }

  const stepOf = (page: Page) => page.locator(".board .step");
  const rowOf = (page: Page, level: Level) => page.locator(`[data-level="${nameLevel(level)}"]`);
  const focusedText = (page: Page) => page.evaluate("document.activeElement.textContent");
  const gamesOf = async (page: Page) =>
    JSON.parse(await page.evaluate('localStorage.getItem("interleave")'))?.games;

  /** What is lit, a line each. */
  const litOf = (page: Page): Promise<string[]> =>
    page
      .locator(".cm-line.lit")
      .evaluateAll((lines) =>
        lines.map((line) => `${line.textContent.trim()} ${line.dataset.lit}`),
      );

  /** Asks for a hint and takes it by its button, until it is broken. */
  async function breakByHints(page: Page, { par } = first): Promise<void> {
    for (let step = 0; step < par; step++) {
      await page.getByRole("button", { name: "Hint" }).click();
      const [, thread] =
        /^Hint: choose (\d)/.exec(await page.getByText("Hint: ").innerText()) ?? [];
      await page.getByRole("button", { name: `Let thread ${thread} ` }).click();
      await stepOf(page)
        .getByText(`Step ${step + 1}, `)
        .waitFor();
    }
  }

  test("a visitor breaks the first level at par by hints, fixes it, and finds both kept", async () => {
    const page = await visit("index.html");
    await page.getByRole("link", { name: "Break a lock yourself" }).click();
    expect(await rowOf(page, first).locator("[data-state]").innerText()).toBe(`par ${first.par}`);
    await rowOf(page, first).getByRole("link").click();
    const heading = page.getByRole("heading", { name: "Level 1: 02-locks/atomic-counter" });
    await heading.waitFor();
    expect(await focusedText(page)).toBe(await heading.innerText());
    expect(await page.getByText(first.goal).isVisible()).toBe(true);
    expect(await stepOf(page).innerText()).toBe(`Step 0, par ${first.par}.`);
    expect(await litOf(page)).toEqual([
      "const next = Atomics.load(this.cells, 0) + 1; threads 1, 2",
    ]);
    expect(await page.getByRole("button", { name: "Fix it" }).isVisible()).toBe(false);

    await breakByHints(page);
    expect(await stepOf(page).innerText()).toContain(
      "In the end value is 1; if each call is one step, it is 2.",
    );
    expect(await page.locator(".memory .changed").count()).toBe(0);
    const { shows } = first;
    expect(await page.getByText(`Broken in ${first.par} steps: par. ${shows}`).count()).toBe(1);
    expect(await gamesOf(page)).toEqual({ [nameLevel(first)]: { fewestSteps: first.par } });

    await page.reload();
    await page.getByRole("button", { name: "Fix it" }).click();
    const editor = page.locator(".playground .cm-content");
    await editor.fill(solution);
    await page.getByRole("button", { name: "Check" }).click();
    const fixed = page.getByText("Fixed: no schedule breaks it any more.");
    await fixed.waitFor();
    await editor.fill(`${solution}\n`);
    expect(await fixed.count()).toBe(0);
    const kept = await gamesOf(page);
    expect(kept[nameLevel(first)].fixedAt).toMatch(/^\d{4}-/);
    const { exercises } = JSON.parse(await page.evaluate('localStorage.getItem("interleave")'));
    expect(exercises).toEqual({});

    await page.getByRole("link", { name: "All levels" }).click();
    expect(await rowOf(page, first).locator("[data-state]").innerText()).toBe(
      `broken in ${first.par} steps, par ${first.par}, fixed`,
    );
    expect(await rowOf(page, first).getByText(shows.slice(0, 30)).isVisible()).toBe(true);
    expect(await rowOf(page, second).locator("details p").isVisible()).toBe(false);
    await page.context().close();
  });

  test("a fix that does not hold is no fix", async () => {
    const page = await visit(pathOf(first));
    await breakByHints(page);
    await page.getByRole("button", { name: "Fix it" }).click();
    await page.getByRole("button", { name: "Check" }).click();
    await page.locator(".verdict .wrong").waitFor();
    expect(await page.getByText("Fixed: ").count()).toBe(0);
    expect((await gamesOf(page))[nameLevel(first)]).toEqual({ fewestSteps: first.par });
    await page.context().close();
  });

  test("a dead end says so immediately, and a step back leads out", async () => {
    const page = await visit(pathOf(first));
    const go = (thread: number) =>
      page.getByRole("button", { name: `Let thread ${thread} ` }).click();
    await go(1);
    await stepOf(page).getByText("Step 1, ").waitFor();
    await go(1);
    await stepOf(page).getByText("No schedule breaks it from here").waitFor();
    await page.getByRole("button", { name: "Hint" }).click();
    await page.getByText("Nothing breaks it from here: u takes a step back.").waitFor();
    await page.getByRole("button", { name: "Take a step back" }).click();
    await stepOf(page).getByText("Step 1, ").waitFor();
    expect(await stepOf(page).innerText()).not.toContain("No schedule");
    await go(2);
    await stepOf(page)
      .getByText("From here it cannot end well any more: go on to the end.")
      .waitFor();
    await page.getByRole("button", { name: "Start again" }).click();
    await stepOf(page).getByText("Step 0, ").waitFor();
    await page.context().close();
  });

  test("the keyboard alone is enough, however fast", async () => {
    const page = await visit("play.html");
    const tabTo = async (text: string | RegExp): Promise<void> => {
      for (let count = 0; !String(await focusedText(page)).match(text); count += 1) {
        if (count > 80) throw new Error(`no Tab leads to ${text}`);
        await page.keyboard.press("Tab");
      }
    };
    await tabTo(/^atomic-counter: load-then-store$/);
    await page.keyboard.press("Enter");
    await stepOf(page).waitFor();
    await page.keyboard.type("1u7h");
    await page.getByText("Hint: choose 1. A shortest way from here has 4 steps.").waitFor();
    await page.keyboard.type("112");
    await stepOf(page).getByText("Step 3, ").waitFor();
    await page.keyboard.type("1");
    await page.getByText("Thread 1 cannot go: it has finished.").waitFor();
    await page.keyboard.type("r12");
    await stepOf(page).getByText("Step 2, ").waitFor();
    await tabTo(/^Let thread 1 /);
    await page.keyboard.press("Enter");
    await stepOf(page).getByText("Step 3, ").waitFor();
    // That of thread 1 is done: what is left to choose has the focus.
    expect(await focusedText(page)).toMatch(/^Let thread [12] /);
    await tabTo(/^Let thread 2 /);
    await page.keyboard.press("Enter");
    const broken = page.getByText("Broken in 4 steps: par.");
    await broken.waitFor();
    await page.keyboard.type("h");
    await page.getByText("It is broken already.").waitFor();
    await page.keyboard.type("1");
    await page.getByText("It is broken already.").waitFor({ state: "detached" });
    expect(await broken.isVisible()).toBe(true);
    await tabTo("Fix it");
    await page.keyboard.press("Enter");
    await page.locator(".playground .cm-content:focus").waitFor();
    await page.context().close();
  });

  test("on a page at twice its size, what a key does comes into view", async () => {
    const page = await visit(pathOf(first), { viewport: { width: 640, height: 400 } });
    await stepOf(page).waitFor();
    const isInView = async (text: string): Promise<boolean> => {
      const shown = page.locator(".board").getByText(text);
      await shown.waitFor();
      const { y = -1, height = 0 } = (await shown.boundingBox()) ?? {};
      return y >= 0 && y + height <= 400;
    };
    for (const [key, text] of [
      ["h", "Hint: choose"],
      ["1", "Step 1, "],
      ["u", "Step 0, "],
    ] as const) {
      await page.locator("h2:focus").evaluate((heading) => heading.scrollIntoView());
      await page.keyboard.press(key);
      expect(await isInView(text), key).toBe(true);
    }
    await page.context().close();
  });

  test("the address names the level, and Back leads to the list", async () => {
    const page = await visit("02-locks/index.html");
    await page.getByRole("link", { name: /^Break it, then fix it: \d+ levels$/ }).click();
    expect(page.url()).toMatch(/play\.html#02-locks$/);
    await rowOf(page, second).getByRole("link").click();
    await page.getByRole("heading", { name: "Level 2: " }).waitFor();
    await page.getByRole("link", { name: "Next level" }).click();
    await page.getByRole("heading", { name: "Level 3: " }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Level 2: " }).waitFor();
    await page.goBack();
    expect(await rowOf(page, second).isVisible()).toBe(true);
    expect(await page.getByRole("heading", { name: "Level 2: " }).count()).toBe(0);
    await page.context().close();
  });

  test("who is woken, and who sleeps on what, stands on the board", async () => {
    const level = levels.find(({ mistake }) => mistake === "wakes-nobody");
    if (!level) throw new Error("expected the level wakes-nobody");
    const page = await visit(pathOf(level));
    await breakByHints(page, level);
    expect(await page.locator(".board .threads").innerText()).toMatch(
      /thread \d.*: sleeps in Atomics\.wait lock/,
    );
    await page.context().close();
  });

  test("what was played in the terminal is added to what was played here", async () => {
    const page = await visit(pathOf(first));
    await breakByHints(page);
    await page.goto(`${server.url}index.html`);
    const games = {
      [nameLevel(first)]: { fewestSteps: 9, fixedAt: "2026-01-01T00:00:00.000Z" },
      [nameLevel(second)]: { fewestSteps: 7 },
    };
    const buffer = Buffer.from(JSON.stringify({ version: 1, games }));
    await page
      .getByLabel("Add the progress in a file")
      .setInputFiles({ name: "progress.json", mimeType: "", buffer });
    await page.getByText("What the file has is added.").waitFor();
    await page.goto(`${server.url}play.html`);
    const states = [first, second].map((level) =>
      rowOf(page, level).locator("[data-state]").innerText(),
    );
    expect(await Promise.all(states)).toEqual([
      `broken in ${first.par} steps, par ${first.par}, fixed`,
      `broken in 7 steps, par ${second.par}`,
    ]);
    await page.context().close();
  });

  test("on a phone the page does not scroll sideways, with a level broken and its fix open", async () => {
    const page = await visit(pathOf(first), { viewport: { width: 320, height: 640 } });
    await breakByHints(page);
    await page.getByRole("button", { name: "Fix it" }).click();
    await page.locator(".playground .cm-content").waitFor();
    await page.evaluate(
      'for (const fold of document.querySelectorAll("details")) fold.open = true;',
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    await page.context().close();
  });

  test("after one visit it is played without a network", async () => {
    const own = await serveSite(files, { port: 0, folder: "/some/where/" });
    const page = await openPage(browser, { serviceWorkers: "allow" });
    await page.goto(own.url);
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await own.close();
    await page.goto(own.url + pathOf(first));
    await stepOf(page).waitFor();
    await breakByHints(page);
    await page.context().close();
  });

  test("before a level is opened, the page has loaded less than 200 KB", async () => {
    const page = await visit("play.html");
    const resources = await page.evaluate<{ name: string; bytes: number }[]>(
      `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .map(({ name, decodedBodySize }) => ({ name, bytes: decodedBodySize }))`,
    );
    expect(resources.filter(({ name }) => name.includes("/playground/"))).toEqual([]);
    const total = resources.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeGreaterThan(20_000);
    expect(total).toBeLessThan(200_000);
    await page.context().close();
  });

  test("every level opens with the par of the terminal", async () => {
    const page = await visit("play.html");
    const pars = await page.evaluate<Record<string, number>>(`(async () => {
      const { LevelPlayer } = await import("./playground/page.js");
      const player = new LevelPlayer(new URL("playground/worker.js", location.href));
      const pars = {};
      for (const level of ${JSON.stringify(levels)}) {
        const file = "playground/" + level.exercise.replace("/", "-") + ".json";
        const data = await (await fetch(file)).json();
        const { text } = data.mistakes.find(({ name }) => name === level.mistake);
        const { par } = await player.open(level, data, text);
        pars[level.exercise + "/" + level.mistake] = par;
      }
      return pars;
    })()`);
    // test/workbook/game/levels.test.ts holds these to what Node says.
    expect(pars).toEqual(Object.fromEntries(levels.map((level) => [nameLevel(level), level.par])));
    await page.context().close();
  });

  test("no page of it has an error", () => {
    expect(complaints).toEqual([]);
  });
});
