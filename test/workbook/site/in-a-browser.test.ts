// What a visitor does on the site, in a real browser: read, predict, take a quiz; by keyboard and on a phone.

import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCourse } from "#workbook/course/load-course.ts";
import { readPage } from "#workbook/course/page.ts";
import { parseProgress } from "#workbook/progress/shape.ts";
import { readBank } from "#workbook/quiz/bank.ts";
import type { Question } from "#workbook/quiz/question.ts";
import { type SiteServer, serveSite } from "#workbook/site/serve-site.ts";
import type { SiteFiles } from "#workbook/site/site.ts";
import {
  browserIsMissing,
  chromiumFile,
  listUnreachable,
  openBrowser,
  openPage,
} from "../../browser.ts";
import { makeCourseSite } from "../course-site.ts";
import { repositoryRoot } from "../toy-course.ts";

const course = await loadCourse(repositoryRoot);
const [, locks] = course.lessons;
if (!locks) throw new Error("expected a second lesson");
const [prediction] = readPage(locks).predictions;
if (!prediction) throw new Error("expected a prediction in lesson 02");
const right = prediction.options.findIndex((option) => option.right);
const wrong = prediction.options.findIndex((option) => !option.right);
const form = `form[data-demo="${prediction.demo}"]`;
const output = `details.output[data-demo="${prediction.demo}"] pre`;

describe.skipIf(chromiumFile === undefined)(`the site in Chromium (${browserIsMissing})`, () => {
  let browser: Browser;
  let server: SiteServer;
  let files: SiteFiles;
  let paths: string[];
  /** What went wrong on any page of any test. */
  const complaints: string[] = [];

  beforeAll(async () => {
    files = await makeCourseSite();
    paths = [...files.keys()].filter((path) => path.endsWith(".html"));
    server = await serveSite(files, { port: 0, folder: "/some/where/" });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A visitor who was never here before. */
  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await openPage(browser, options);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(request.url()));
    page.on("response", (response) => {
      if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(server.url + path);
    return page;
  }

  /** Clicks what leads to another page, and waits until that has loaded. */
  async function follow(page: Page, name: string): Promise<void> {
    const link = page.getByRole("link", { name, exact: true });
    await Promise.all([page.waitForEvent("load"), link.click()]);
  }

  test("a visitor predicts, sees the reasons and what the demo prints, and finds it kept", async () => {
    const page = await visit("index.html");
    await follow(page, `${locks.number} ${locks.title}`);
    expect(await page.locator(output).isVisible()).toBe(false);
    expect(await page.locator(`${form} details.answer`).isVisible()).toBe(false);

    await page.locator(`${form} input[value="${wrong}"]`).check();
    await page.locator(form).getByRole("button", { name: "Predict" }).click();
    expect(await page.locator(form).getByRole("status").innerText()).toBe(
      "Your prediction is wrong.",
    );
    const answers = await page.locator(`${form} li`).allInnerTexts();
    expect(answers.filter((text) => text.startsWith("Wrong, your choice: "))).toHaveLength(1);
    expect(answers.filter((text) => text.startsWith("Right: "))).toHaveLength(1);
    expect(await page.locator(output).isVisible()).toBe(true);

    await page.reload();
    const mine = page.locator(`${form} li[data-option="${wrong}"] strong`);
    expect(await mine.innerText()).toBe("Wrong, your choice:");
    await page.getByRole("button", { name: "I have read this lesson" }).click();
    await follow(page, "All lessons");
    const row = page.locator(`[data-lesson="${locks.id}"] [data-done]`);
    const { length } = readPage(locks).predictions;
    expect(await row.innerText()).toBe(`Done: read, 1 of ${length} predicted`);
    expect(await page.evaluate("Object.keys(localStorage)")).toEqual(["interleave"]);
    await page.context().close();
  });

  test("a visitor takes a quiz to its end, and what was wrong comes back", async () => {
    const page = await visit(`${locks.id}/quiz.html`);
    const bank = readBank(locks) ?? [];
    const shown = page.locator("form[data-question]:visible");
    const asked: string[] = [];
    const answer = async (choose: (question: Question) => number[]): Promise<void> => {
      const id = (await shown.getAttribute("data-question")) ?? "";
      const question = bank.find((one) => one.id === id);
      if (!question) throw new Error(`expected a question of the bank, got ${id}`);
      for (const index of choose(question)) await shown.locator(`input[value="${index}"]`).check();
      await shown.getByRole("button", { name: "Answer" }).click();
      asked.push(`${id}: ${await shown.getByRole("status").innerText()}`);
      await shown.getByRole("button", { name: "Go on" }).click();
    };
    const rightOnes = ({ options }: Question): number[] =>
      [...options.keys()].filter((index) => options[index]?.right);
    await answer(({ options }) => [options.findIndex((option) => !option.right)]);
    for (let count = 0; count < bank.length; count += 1) await answer(rightOnes);

    const [first, ...others] = bank.map(({ id }) => id);
    expect(asked).toEqual([
      `${first}: Not right. This question comes back at the end of this sitting.`,
      ...others.map((id) => `${id}: Right.`),
      `${first}: Right. This question comes back in the next sitting.`,
    ]);
    expect(await page.locator("[data-score]").innerText()).toBe(
      `You answered ${bank.length} of ${bank.length} questions: ${bank.length - 1} right at the first try, 1 wrong.`,
    );
    expect(await page.locator("[data-returning]").innerText()).toBe(
      "In the next sitting: 1 that was wrong, until right twice in a row.",
    );
    await follow(page, "Take the quiz again");
    expect(await shown.locator("h2").innerText()).toContain("Question 1 of 1: ");
    await page.context().close();
  });

  test("a question with several right answers asks for one at least", async () => {
    const page = await visit(`${locks.id}/quiz.html`);
    const several = page.locator("form:has(input[type=checkbox])").first();
    for (let form = page.locator("form:visible"); !(await several.isVisible()); ) {
      await form.locator("input").first().check();
      await form.getByRole("button", { name: "Answer" }).click();
      await form.getByRole("button", { name: "Go on" }).click();
      form = page.locator("form:visible");
    }
    await several.getByRole("button", { name: "Answer" }).click();
    expect(await several.getByRole("status").innerText()).toBe("Choose one option or more.");
    await page.context().close();
  });

  test("a skipped question counts as not answered, and comes in the next sitting", async () => {
    const page = await visit(`${locks.id}/quiz.html`);
    const { length } = readBank(locks) ?? [];
    for (let count = 0; count < length; count += 1)
      await page.getByRole("button", { name: "Skip" }).click();
    expect(await page.locator("[data-score]").innerText()).toBe(
      `You answered 0 of ${length} questions.`,
    );
    expect(await page.locator("[data-returning]").innerText()).toBe(
      `In the next sitting: ${length} not answered in this one.`,
    );
    await page.context().close();
  });

  test("what was done in the terminal is added to what was done here, and both are saved as its file", async () => {
    const page = await visit(`${locks.id}/index.html`);
    await page.locator(`${form} input[value="${right}"]`).check();
    await page.locator(form).getByRole("button", { name: "Predict" }).click();
    await follow(page, "All lessons");
    const copies = { "02-locks/mutex": { stubHash: "0" } };
    const lessons = { [locks.id]: { screen: 3, done: true } };
    const add = async (text: string): Promise<string> => {
      const file = { name: "progress.json", mimeType: "", buffer: Buffer.from(text) };
      await page.getByLabel("Add the progress in a file").setInputFiles(file);
      const status = page.locator("[data-progress] [data-status]:not(:empty)");
      return status.innerText();
    };
    expect(await add("{")).toContain("it is not JSON. Nothing was added;");
    expect(await add(JSON.stringify({ version: 1, copies, lessons }))).toBe(
      "What the file has is added.",
    );
    const row = page.locator(`[data-lesson="${locks.id}"] [data-done]`);
    const { length } = readPage(locks).predictions;
    expect(await row.innerText()).toBe(`Done: read, 1 of ${length} predicted`);

    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as a file" }).click(),
    ]);
    const parsed = parseProgress(readFileSync(await saved.path(), "utf8"));
    expect(saved.suggestedFilename()).toBe("progress.json");
    expect(parsed).toMatchObject({ kind: "fit", progress: { copies, lessons } });
    expect(parsed).toHaveProperty(["progress", "predictions", `${locks.id}/${prediction.demo}`]);
    await page.context().close();
  });

  test("after one visit, every page opens without a network", async () => {
    const own = await serveSite(files, { port: 0, folder: "/some/where/" });
    const page = await openPage(browser, { serviceWorkers: "allow" });
    await page.goto(own.url);
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await own.close();
    for (const path of ["", ...paths]) {
      await page.goto(own.url + path);
      expect(await page.locator("h1").count(), path).toBe(1);
      expect(await page.evaluate("document.styleSheets[0].cssRules.length"), path).toBeGreaterThan(
        9,
      );
    }
    await page.context().close();
  });

  test("the keyboard alone is enough", async () => {
    const page = await visit(`${locks.id}/index.html`);
    const focused = (expression: string) => page.evaluate(`document.activeElement.${expression}`);
    const tabTo = async (expression: string, value: unknown): Promise<void> => {
      for (let count = 0; (await focused(expression)) !== value; count += 1) {
        if (count > 60) throw new Error(`no Tab leads to ${expression} ${value}`);
        await page.keyboard.press("Tab");
      }
    };
    await page.keyboard.press("Tab");
    expect(await focused("textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo("name", "option");
    await page.keyboard.press("Space");
    // Whichever stands first: the arrows lead to any other.
    for (const _ of prediction.options) {
      if ((await focused("value")) !== String(right)) await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    expect(await page.locator(form).getByRole("status").innerText()).toBe(
      "Your prediction is right.",
    );
    expect(await focused("textContent")).toBe("Answer");

    await page.goto(`${server.url}${locks.id}/quiz.html`);
    await tabTo("name", "option");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await tabTo("textContent", "Go on");
    await page.keyboard.press("Enter");
    expect(await focused("textContent")).toContain("Question 2 of ");
    await page.context().close();
  });

  test.each([
    ["a newer workbook's", '{"version":99}', "interleave.newer", "is of a newer version"],
    ["broken", "{", "interleave.corrupt", "cannot be read"],
  ])("progress that is %s is put aside, and says so", async (_, text, aside, why) => {
    const page = await visit("index.html");
    await page.evaluate(`localStorage.setItem("interleave", ${JSON.stringify(text)})`);
    await page.goto(`${server.url}${locks.id}/index.html`);
    expect(await page.locator("footer").innerText()).toContain(why);
    await page.locator(`${form} input[value="${right}"]`).check();
    await page.locator(form).getByRole("button", { name: "Predict" }).click();
    expect(await page.evaluate(`localStorage.getItem("${aside}")`)).toBe(text);
    expect(await page.evaluate('JSON.parse(localStorage.getItem("interleave")).version')).toBe(1);
    await page.context().close();
  });

  test("a browser that keeps nothing asks and answers as well, and every page says so", async () => {
    const page = await visit("index.html");
    const footer = page.locator("footer");
    expect(await footer.innerText()).toBe("What you have done is kept in this browser alone.");
    await page.addInitScript(
      'Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });',
    );
    await page.goto(`${server.url}${locks.id}/index.html`);
    await page.locator(`${form} input[value="${right}"]`).check();
    await page.locator(form).getByRole("button", { name: "Predict" }).click();
    expect(await page.locator(output).isVisible()).toBe(true);
    const read = page.getByRole("button", { name: "I have read this lesson" });
    await read.click();
    expect(await read.getAttribute("aria-pressed")).toBe("true");
    for (const path of [`${locks.id}/index.html`, "playground.html"]) {
      await page.goto(server.url + path);
      expect(await footer.innerText(), path).toBe(
        "This browser does not keep what you do here. It is gone when you leave the page or load it again.",
      );
    }
    // All that was asked for is there.
    await page.locator(".cm-content").waitFor();
    await page.context().close();
  });

  test("without a script, the answers are folded and can be opened", async () => {
    const page = await visit(`${locks.id}/index.html`, { javaScriptEnabled: false });
    const reason = page.locator(`${form} li`).first();
    expect(await reason.isVisible()).toBe(false);
    await page.locator(`${form} summary`).click();
    expect(await reason.isVisible()).toBe(true);
    for (const path of ["play.html", "playground.html"]) {
      await page.goto(server.url + path);
      expect(await page.locator("noscript p").innerText(), path).toContain(" needs JavaScript.");
    }
    await page.context().close();
  });

  test("on a phone no page scrolls sideways, and a keyboard reaches what does, with everything unfolded", async () => {
    const page = await visit("index.html", { viewport: { width: 320, height: 640 } });
    for (const path of paths) {
      await page.goto(server.url + path);
      await page.evaluate(`for (const fold of document.querySelectorAll("details")) fold.open = true;
        for (const part of document.querySelectorAll("[hidden]")) part.hidden = false;`);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(320);
      expect(await page.evaluate(listUnreachable), path).toEqual([]);
    }
    await page.context().close();
  });

  test("on paper no code is cut off, nor what stands in an editor", async () => {
    const page = await visit("index.html", { viewport: { width: 640, height: 900 } });
    await page.emulateMedia({ media: "print" });
    const cut = (): Promise<string[]> =>
      page
        .locator("pre, .wide, .cm-scroller")
        .evaluateAll((parts) =>
          parts
            .filter(
              ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
                scrollWidth > clientWidth || scrollHeight > clientHeight,
            )
            .map(({ textContent }) => textContent),
        );
    for (const path of paths.filter((one) => one !== "playground.html")) {
      await page.goto(server.url + path);
      await page.evaluate(
        'for (const fold of document.querySelectorAll("details")) fold.open = true;',
      );
      expect(await cut(), path).toEqual([]);
    }
    await page.goto(`${server.url}playground.html`);
    const long = `/* ${"wide ".repeat(60)}*/\n${"// one more line\n".repeat(99)}`;
    await page.locator(".cm-content").fill(long);
    expect(await cut()).toEqual([]);
    await page.context().close();
  });

  test("no page has an error, or asks for what is not there", () => {
    expect(paths.length).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
  });
});
