// What a visitor does in the playground: a wrong mutex, its steps, a right one, a link, an endless loop, a scenario.

import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SiteServer, serveSite } from "#workbook/site/serve-site.ts";
import {
  browserIsMissing,
  chromiumFile,
  listUnreachable,
  openBrowser,
  openPage,
  useOwnClock,
  useSlowClock,
} from "../../browser.ts";
import { makeCourseSite } from "../course-site.ts";
import { repositoryRoot } from "../toy-course.ts";

const id = "02-locks/mutex";
const solution = readFileSync(`${repositoryRoot}/solutions/${id}.ts`, "utf8");
const wrong = edit("if (before === contended) Atomics.notify(this.cells, 0, 1);", "");
const lessonPath = "02-locks/index.html";

/** The solution with one place changed, which must be there. */
function edit(was: string, is: string): string {
  if (!solution.includes(was)) throw new Error(`expected ${was} in our solution`);
  return solution.replace(was, is);
}

describe.skipIf(chromiumFile === undefined)(
  `the playground in Chromium (${browserIsMissing})`,
  () => {
    let browser: Browser;
    let server: SiteServer;
    const complaints: string[] = [];

    beforeAll(async () => {
      server = await serveSite(await makeCourseSite(), {
        port: 0,
        folder: "/some/where/",
      });
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

    const slotOf = (page: Page) => page.locator(`[data-playground="${id}"]`);

    async function check(page: Page, code: string): Promise<string> {
      await page.locator(".cm-content").fill(code);
      await page.getByRole("button", { name: "Check" }).click();
      return await verdictOf(page);
    }

    async function verdictOf(page: Page): Promise<string> {
      const sentence = page.locator(".verdict .right, .verdict .wrong");
      await sentence.waitFor();
      return await sentence.innerText();
    }

    async function isInView(one: Locator): Promise<boolean> {
      const box = await one.boundingBox();
      const height = one.page().viewportSize()?.height ?? 0;
      return box !== null && box.y >= 0 && box.y + box.height <= height;
    }
    const stepOf = (page: Page): Promise<string> => page.locator(".board .step").innerText();
    const litOf = (page: Page): Promise<string[]> =>
      page
        .locator(".cm-line.lit")
        .evaluateAll((lines) =>
          lines.map((line) => `${line.textContent.trim()} ${line.dataset.lit}`),
        );

    test("a wrong mutex gets its sentence, its hint and its steps, forwards and back", async () => {
      const page = await visit(lessonPath);
      await slotOf(page).getByRole("button", { name: "Write it here" }).click();
      expect(await check(page, wrong)).toBe(
        "✗ not yet. “lets in one thread at a time, and every thread in the end” does not hold yet: Thread 2 sleeps forever: lock is 0 and nobody is left to notify it.",
      );
      await page.getByText(/^What holds so far: \d+ tests?$/).waitFor();
      await page.getByText("A hint for this").click();
      const first = await stepOf(page);
      expect(first).toMatch(/^Step 0 of \d+\.$/);
      const last = Number(/\d+(?=\.)/.exec(first));
      const board = page.locator(".board");
      await board.getByRole("button", { name: "Step", exact: true }).click();
      expect(await stepOf(page)).toBe(`Step 1 of ${last}: thread 1, 24: lock 0 → 1.`);
      expect(await board.locator(".memory .changed").innerText()).toMatch(/^lock\s+0 → 1$/);
      await page.keyboard.press("End");
      expect(await stepOf(page)).toContain(`Step ${last} of ${last}: `);
      expect(await stepOf(page)).toContain("Thread 2 sleeps forever");
      expect(await board.locator(".threads li").last().innerText()).toContain(
        "thread 2: sleeps in Atomics.wait lock",
      );
      expect(await litOf(page)).toEqual(["Atomics.wait(this.cells, 0, contended); thread 2"]);
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Home");
      expect(await stepOf(page)).toBe(first);
      const kept = JSON.parse(await page.evaluate('localStorage.getItem("interleave")'));
      expect(kept.exercises[id].lastVerdict.kind).toBe("test-failed");
      expect(kept.exercises[id].passedAt).toBeUndefined();
      await page.context().close();
    });

    test("a right mutex is proved, which is kept as the terminal keeps it, and so is the code", async () => {
      const page = await visit(lessonPath);
      await slotOf(page).getByRole("button", { name: "Write it here" }).click();
      expect(await check(page, solution)).toMatch(
        /^✓ passed\. All \d+ tests held, \d+ of them under every schedule\.$/,
      );
      expect(await page.locator(".verdict").innerText()).toContain("one test with real threads");
      const kept = JSON.parse(await page.evaluate('localStorage.getItem("interleave")'));
      expect(kept.exercises[id]).toMatchObject({ checks: 1, lastVerdict: { kind: "passed" } });
      expect(kept.exercises[id].passedAt).toMatch(/^\d{4}-/);
      await page.goto(`${server.url}index.html`);
      expect(await page.locator('[data-lesson="02-locks"] [data-done]').innerText()).toBe(
        "Done: 1 exercise passed",
      );
      await page.goto(server.url + lessonPath);
      await slotOf(page).getByRole("button", { name: "Write it here" }).click();
      await page.locator(".cm-content").waitFor();
      expect(await page.locator(".cm-content").innerText()).toContain(
        "Atomics.wait(this.cells, 0, contended)",
      );
      await page.context().close();
    });

    test("a link that is opened anew shows the same code, verdict and step", async () => {
      const page = await visit(`${lessonPath}#play/${id}`);
      const sentence = await check(page, wrong);
      for (let step = 0; step < 3; step++)
        await page.getByRole("button", { name: "Step", exact: true }).click();
      await page.getByRole("button", { name: "Copy a link to this" }).click();
      await page.getByText(/^The link is /).waitFor();
      const there = await stepOf(page);
      const [, fragment = ""] = page.url().split("#");
      expect(fragment.length).toBeLessThan(2_000);
      const other = await visit(`${lessonPath}#${fragment}`);
      expect(await verdictOf(other)).toBe(sentence);
      expect(await stepOf(other)).toBe(there);
      // The same code, of which an editor renders only what is in view, makes the same link.
      await other.evaluate('history.replaceState(null, "", "#")');
      await other.getByRole("button", { name: "Copy a link to this" }).click();
      await other.getByText(/^The link is /).waitFor();
      expect(other.url().split("#")[1]).toBe(fragment);
      await other.context().close();
      await page.context().close();

      const broken = await visit(`${lessonPath}#play/${id}/${fragment.slice(id.length + 6, -9)}`);
      await broken.getByText("The link is broken").waitFor();
      await broken.context().close();
    });

    test("a link's code counts as the visitor's once it is changed, and one's own link never hides what came later", async () => {
      const page = await visit(`${lessonPath}#play/${id}`);
      await page.locator(".cm-content").fill(solution);
      await page.getByRole("button", { name: "Copy a link to this" }).click();
      await page.getByText(/^The link is /).waitFor();
      const [, fragment = ""] = page.url().split("#");
      const passedAt = (one: Page): Promise<unknown> =>
        one.evaluate(
          `JSON.parse(localStorage.getItem("interleave") ?? "{}").exercises?.["${id}"]?.passedAt`,
        );
      // The code that a link brings is checked by itself.
      await page.reload();
      expect(await verdictOf(page)).toContain("✓ passed.");
      expect(await page.getByText("This code came with the link.").count()).toBe(0);
      expect(await passedAt(page)).toMatch(/^\d{4}-/);
      const newer = `${solution}// newer`;
      await page.locator(".cm-content").fill(newer);
      await page.waitForURL(({ hash }) => hash === `#play/${id}`);
      await page.reload();
      await page.locator(".cm-content").waitFor();
      const kept = `localStorage.getItem("interleave.code.${id}")`;
      await page.locator(".cm-content").press("Control+End");
      await page.keyboard.type("!");
      expect(await page.evaluate(kept)).toBe(`${newer}!`);
      await page.context().close();

      const other = await visit(`${lessonPath}#${fragment}`);
      expect(await verdictOf(other)).toContain("✓ passed.");
      await other.getByText("A pass is kept once you change it.").waitFor();
      expect(await passedAt(other)).toBeUndefined();
      expect(await check(other, newer)).toContain("✓ passed.");
      expect(await passedAt(other)).toMatch(/^\d{4}-/);
      await other.context().close();
    });

    test("what the stub tells of is read below it, also where it is imported for a type alone", async () => {
      const page = await visit("04-queues/index.html#play/04-queues/bounded-queue");
      const files = page.locator(".playground > details");
      await page.locator(".cm-content").waitFor();
      expect(await files.allInnerTexts()).toEqual([
        "Read lessons/02-locks/lock.ts",
        "Read lessons/04-queues/queue.ts",
        "Read lessons/04-queues/deadline.ts",
      ]);
      await files.nth(1).locator("summary").click();
      const code = page.getByLabel("lessons/04-queues/queue.ts");
      await code.getByText("interface BlockingQueue").waitFor();
      expect(await code.locator(".keyword").count()).toBeGreaterThan(0);
      await files.nth(1).locator("summary").click();
      await files.nth(1).locator("summary").click();
      expect(await page.locator(".cm-content").count()).toBe(2);
      await page.context().close();
    });

    test("an endless loop is stopped, and the page lives on", async () => {
      const page = await visit(`${lessonPath}#play/${id}`);
      await page.evaluate(useOwnClock);
      const loops = edit("lock(): void {", "lock(): void {\n    for (;;);");
      expect(await check(page, loops)).toBe(
        "✗ not yet. Your code was still running in “lets waiting threads sleep”: a loop there does not end.",
      );
      await page.evaluate(useSlowClock);
      expect(await check(page, solution)).toContain("✓ passed.");
      await page.context().close();
    });

    test("a change ends the check of what was there, whose verdict is not told; Stop leaves the focus at Check", async () => {
      const page = await visit(`${lessonPath}#play/${id}`);
      const loops = edit("lock(): void {", "lock(): void {\n    for (;;);");
      const trying = page.getByText("Every schedule is being tried…");
      const stop = page.getByRole("button", { name: "Stop" });
      const start = async (): Promise<void> => {
        await page.locator(".cm-content").fill(loops);
        await page.keyboard.press("Control+Enter");
        await trying.waitFor();
        expect(await stop.isVisible()).toBe(true);
      };
      const changes = [
        () => page.locator(".cm-content").fill("nonsense ((("),
        () => page.getByRole("button", { name: "Start anew" }).click(),
      ];
      for (const change of changes) {
        await start();
        await change();
        expect(await trying.count()).toBe(0);
        expect(await stop.isVisible()).toBe(false);
      }
      await start();
      await stop.focus();
      await page.keyboard.press("Enter");
      expect(await verdictOf(page)).toBe("✗ The check was stopped.");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Check");
      expect(await check(page, solution)).toContain("✓ passed.");
      const kept = JSON.parse(await page.evaluate('localStorage.getItem("interleave")'));
      expect(kept.exercises[id].checks).toBe(1);
      await page.context().close();
    });

    test("what is no TypeScript, exports too little or sleeps in a test says so, with its line", async () => {
      const page = await visit(`${lessonPath}#play/${id}`);
      const verdicts = [
        edit("lock(): void {", "lock(): void {\n    if (;"),
        edit("lock(): void {", "lock(): void {\n    const a = 1; const a = 2;"),
        edit("export class Mutex", "class Mutex"),
        edit(
          "if (before === free) throw",
          "if (before === free) Atomics.wait(this.cells, 0, free);\n    if (before === free) throw",
        ),
        "",
      ];
      const said: string[] = [];
      for (const code of verdicts) said.push(await check(page, code));
      await check(page, verdicts[0] ?? "");
      expect(await litOf(page)).toEqual(["if (; here"]);
      expect(said).toEqual([
        expect.stringMatching(
          /^✗ not yet\. exercises\/02-locks\/mutex\.ts, line 24, is not TypeScript: /,
        ),
        expect.stringMatching(
          /mutex\.ts, line 24, is not TypeScript: Identifier 'a' has already been declared\.$/,
        ),
        expect.stringContaining("exports no Mutex"),
        expect.stringMatching(
          /^✗ not yet\. The main thread sleeps in Atomics\.wait forever in “refuses an unlock without a lock”, at exercises\/02-locks\/mutex\.ts, line \d+: /,
        ),
        "✗ not yet. exercises/02-locks/mutex.ts is empty: undo in your editor, or press Start anew.",
      ]);
      await page.context().close();
    });

    test("a scenario of one's own is explored, and its shortest schedule shown", async () => {
      // The editor is there by itself.
      const page = await visit("playground.html");
      await page.getByRole("button", { name: "Explore" }).click();
      expect(await verdictOf(page)).toContain("2 buyers got the ticket");
      await page.getByRole("button", { name: "To the end" }).click();
      expect(await page.locator(".memory").innerText()).toContain("sold");
      const one = (await page.locator(".cm-content").innerText()).replace("count: 2", "count: 1");
      await page.locator(".cm-content").fill(one);
      await page.getByRole("button", { name: "Explore" }).click();
      await page.locator(".verdict .right").waitFor();
      await page.locator(".cm-content").fill("export const nothing = 1;");
      await page.getByRole("button", { name: "Explore" }).click();
      await page.locator(".verdict .wrong").waitFor();
      expect(await verdictOf(page)).toContain("Expected export default defineScenario");
      await page.context().close();
    });

    test("a scenario that is malformed, throws or does not end says what is wrong, and where", async () => {
      const page = await visit("playground.html");
      const explore = async (code: string): Promise<string> => {
        await page.locator(".cm-content").fill(code);
        await page.getByRole("button", { name: "Explore" }).click();
        return await verdictOf(page);
      };
      const malformed = (fields: string): string =>
        `export default { name: "mine", memory: { a: 1 }, ${fields} };`;
      expect(await explore(malformed("threads: 3"))).toMatch(
        /^✗ Expected threads to be an array of functions, .*, got 3\. Write, for example, /,
      );
      expect(await explore(malformed("threads: [() => {}], finally: () => true"))).toBe(
        "✗ Expected a scenario to have no fields but name, memory, threads, invariant, final, got finally.",
      );
      expect(await explore('import "node:events";')).toMatch(/and a browser has not\.$/);
      expect(await explore("export default defineScenario({});")).toBe(
        '✗ scenario.ts could not be loaded: defineScenario is not defined. Import it: import { defineScenario } from "#workbook/explorer/index.ts";.',
      );
      expect(await explore("export default nothing;")).toBe(
        "✗ scenario.ts could not be loaded: nothing is not defined.",
      );
      expect(await explore("const a = 1;\nawait Promise.resolve(a);")).toBe(
        "✗ scenario.ts, line 2, is not TypeScript: here, await may stand in an async function only.",
      );
      await page.evaluate(useOwnClock);
      expect(await explore("while (true) {}")).toBe(
        "✗ scenario.ts does not come to its end: a loop outside the threads does not end.",
      );
      const threads = (body: string): string =>
        `export default { name: "mine",\n  memory: { a: 1 },\n  threads: { count: 2, run: (m) => {\n    ${body}\n  } },\n};`;
      expect(await explore(threads("while (true) {}"))).toContain("A thread computes without end");
      await page.evaluate(useSlowClock);
      expect(await explore('for (;;) console.log("x".repeat(9_999));')).toBe(
        "✗ scenario.ts printed without end: it was stopped after 256 KiB.",
      );
      expect(await explore(threads("console.log(m.a[0]);"))).toContain("holds");
      await page.getByText("What threads print is not shown, because").waitFor();
      expect(
        await explore(`console.log("loaded");\n${threads("Atomics.add(m.b, 0, 1);")}`),
      ).toContain("Thread 1 throws");
      expect(await page.locator(".playground figure").innerText()).toMatch(
        /^Your code printed\s+loaded$/,
      );
      await page
        .getByText("It is thrown in scenario.ts, line 5: Atomics.add(m.b, 0, 1);")
        .waitFor();
      await page.context().close();
    });

    test("a link brings its code, not in the place of one's own, and a broken one says so in view", async () => {
      const page = await visit(`${lessonPath}#play/${id}`);
      await page.locator(".cm-content").fill("// theirs");
      await page.getByRole("button", { name: "Copy a link to this" }).click();
      await page.getByText(/^The link is /).waitFor();
      const [, fragment = ""] = page.url().split("#");
      await page.locator(".cm-content").fill("// mine");
      await page.goto("about:blank");
      await page.goto(`${server.url}${lessonPath}#${fragment}`);
      await verdictOf(page);
      expect(await page.locator(".cm-content").innerText()).toContain("// theirs");
      const name = page.locator(`[data-exercise="${id}"] > p`).first();
      expect(await isInView(name)).toBe(true);
      await page.getByRole("button", { name: "Show my own code" }).click();
      expect(await page.locator(".cm-content").innerText()).toContain("// mine");
      // A button says what it has done in place of what was said before.
      await page.getByRole("button", { name: "Copy a link to this" }).click();
      await page.getByText(/^The link is /).waitFor();
      await page.getByRole("button", { name: "Copy a link to this" }).click();
      await page.getByRole("button", { name: "Start anew" }).click();
      await page.getByText("Undo (Ctrl-Z) brings your code back").waitFor();
      expect(await page.getByText(/^The link is /).count()).toBe(0);
      await page.keyboard.press("Control+z");
      expect(await page.locator(".cm-content").innerText()).toContain("// mine");
      await page.context().close();

      for (const damaged of [fragment.slice(0, -9), `${fragment}%20.`]) {
        const broken = await visit(`${lessonPath}#${damaged}`);
        const message = broken.getByText("The link is broken");
        await message.waitFor();
        expect(await isInView(message)).toBe(true);
        await broken.context().close();
      }
    });

    test.for([390, 1280])(
      "at a width of %i, what the lines of threads say is in view",
      async (width) => {
        const page = await visit(`${lessonPath}#play/${id}`, { viewport: { width, height: 800 } });
        const long = edit(
          "Atomics.wait(this.cells, 0, contended);",
          `/* ${"wide ".repeat(40)}*/ Atomics.wait(this.cells, 0, contended);`,
        ).replace("if (before === contended) Atomics.notify(this.cells, 0, 1);", "");
        await check(page, long);
        await page.getByRole("button", { name: "To the end" }).click();
        await page.locator(".cm-line.lit").waitFor();
        const label = await page.evaluate<string>(
          'getComputedStyle(document.querySelector(".cm-line.lit"), "::after").position',
        );
        expect(label).toBe("sticky");
        expect(await page.locator(".board .step").innerHTML()).toContain("<code>lock</code>");
        expect(await page.locator(".board .step").innerText()).not.toContain("`");
        await page.context().close();
      },
    );

    test.each([
      ["wide", { width: 1280, height: 800 }],
      ["narrow", { width: 390, height: 844 }],
    ])("on a %s page room is kept for an editor that is being loaded", async (_, viewport) => {
      const paths = [
        [`${lessonPath}#play/${id}`, id],
        ["playground.html", "scenario"],
      ] as const;
      for (const [path, opened] of paths) {
        const page = await visit("index.html", { viewport });
        let letGo = (): void => {};
        const gate = new Promise<void>((resolve) => {
          letGo = resolve;
        });
        await page.route("**/page.js", async (route) => {
          await gate;
          await route.continue();
        });
        const slot = page.locator(`[data-playground="${opened}"]`);
        const heightOf = async (): Promise<number> => (await slot.boundingBox())?.height ?? 0;
        await page.goto(server.url + path);
        await slot.getByText("The editor is being loaded").waitFor();
        const kept = await heightOf();
        letGo();
        await slot.locator(".cm-content").waitFor();
        // Half a line of the words around it.
        expect(Math.abs((await heightOf()) - kept), `${path}, ${kept} pixels`).toBeLessThan(14);
        await page.context().close();
      }
    });

    test("where there is room, the code stands beside its schedule, and is wider than where there is less", async () => {
      const page = await visit("playground.html", { viewport: { width: 1280, height: 800 } });
      await page.getByRole("button", { name: "Explore" }).click();
      const boxes = async () => {
        const [code, board] = [page.locator(".cm-editor"), page.locator(".board")];
        const both = [await code.boundingBox(), await board.boundingBox()];
        return both.map((box) => box ?? { x: 0, y: 0, width: 0, height: 0 });
      };
      await page.locator(".board").waitFor();
      // Nothing moves, because the verdict is in view.
      expect(await page.evaluate("scrollY")).toBe(0);
      const [code, board] = await boxes();
      expect(board?.x).toBeGreaterThan((code?.x ?? 0) + (code?.width ?? 0));
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1280);
      await page.setViewportSize({ width: 900, height: 800 });
      const [narrow, below] = await boxes();
      expect(below?.y).toBeGreaterThan((narrow?.y ?? 0) + (narrow?.height ?? 0));
      expect(narrow?.width).toBeLessThan(code?.width ?? 0);
      await page.context().close();
    });

    test.for([
      ["a phone", { width: 360, height: 740 }],
      ["a page at twice its size", { width: 640, height: 400 }],
    ] as const)("on %s the verdict comes into view, and so does a step", async ([_, viewport]) => {
      const page = await visit(lessonPath, { viewport });
      await slotOf(page).getByRole("button", { name: "Write it here" }).click();
      await page.locator(".cm-content").fill(wrong);
      await page.keyboard.press("Control+Enter");
      await verdictOf(page);
      expect(await isInView(page.locator(".verdict"))).toBe(true);
      await page.locator(".board .wide").focus();
      await page.evaluate('document.querySelector(".board .wide").scrollIntoView()');
      await page.keyboard.press("End");
      expect(await isInView(page.locator(".board .step"))).toBe(true);
      await page.context().close();
    });

    test("on a phone the page does not scroll sideways and a keyboard reaches what does, with a board open", async () => {
      const page = await visit(`${lessonPath}#play/${id}`, {
        viewport: { width: 320, height: 640 },
      });
      await check(page, wrong);
      await page.getByRole("button", { name: "To the end" }).click();
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
      expect(await page.evaluate(listUnreachable)).toEqual([]);
      await page.context().close();
    });

    test("nothing of it is loaded before it is opened, and no page has an error", async () => {
      const page = await visit(lessonPath);
      const names = await page.evaluate<string[]>(
        'performance.getEntriesByType("resource").map(({ name }) => name)',
      );
      expect(names.filter((name) => name.includes("/playground/"))).toEqual([]);
      await page.context().close();
      expect(complaints).toEqual([]);
    });
  },
);
