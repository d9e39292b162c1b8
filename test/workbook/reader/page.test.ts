import { expect, test } from "vitest";
import { readLesson } from "#workbook/course/page.ts";
import { renderScreen, type ScreenOptions } from "#workbook/reader/reader.ts";
import { lines, withoutStyles } from "./lines.ts";

const page = lines(
  "---",
  "title: Threads",
  "minutes: 20",
  "---",
  "",
  "# A cold cup",
  "",
  "We put the kettle on in a **thread** of its own and fill the cup at once. Nobody waits for anybody, and that is what goes wrong: the thread that boils the water is *still at it* when the cup is filled.",
  "",
  "```ts demos/coffee.ts#kettle",
  'const kettle = new Worker(new URL("./kettle.ts", import.meta.url), { workerData: 3 });',
  'console.log("The cup is filled.");',
  "```",
  "",
  "> **Predict** `coffee`: what is on the last line?",
  ">",
  "> 1. The water boils.",
  "> 2. The cup is filled.",
  ">",
  "> <details><summary>Answer</summary>",
  ">",
  "> 1. [ ] It does, if anybody waits.",
  "> 2. [x] Without a join the cup is filled first.",
  ">",
  "> </details>",
  "",
  "## What a thread costs",
  "",
  "1. **Memory**: an engine of its own, with a heap of its own.",
  "2. **Time**: see [the docs](https://nodejs.org/api/worker_threads.html).",
  "",
  "| | process | thread |",
  "| --- | --- | --- |",
  "| memory | its own, which no other process can read | shared with the threads of its process |",
  "| start | 40 ms | 15 ms |",
  "",
  "```text demos/cost.ts shape",
  "thread  ████ 15 ms",
  "process ██████████ 40 ms",
  "```",
  "",
  "## Hints",
  "",
);

function screensOf(options: Omit<ScreenOptions, "lessonNumber" | "links">): Promise<string[]> {
  const { screens } = readLesson(page);
  return Promise.all(
    screens.map(({ markdown }) =>
      renderScreen(markdown, { links: false, lessonNumber: "01", ...options }),
    ),
  );
}

test("a whole page reads well at 60 columns without colors", async () => {
  expect(await screensOf({ width: 60, colors: 0 })).toEqual([
    lines(
      "A cold cup",
      "══════════",
      "",
      "We put the kettle on in a thread of its own and fill the cup",
      "at once. Nobody waits for anybody, and that is what goes",
      "wrong: the thread that boils the water is still at it when",
      "the cup is filled.",
      "",
      "demos/coffee.ts#kettle",
      '  const kettle = new Worker(new URL("./kettle.ts",',
      "↳ import.meta.url), { workerData: 3 });",
      '  console.log("The cup is filled.");',
      "",
      "│ Predict `coffee`: what is on the last line?",
      "│",
      "│ a. The water boils.",
      "│ b. The cup is filled.",
      "│",
      "│ Choose, then run it: `npm start -- run 01 coffee`",
    ),
    lines(
      "What a thread costs",
      "───────────────────",
      "",
      "1. Memory: an engine of its own, with a heap of its own.",
      "2. Time: see the docs",
      "   (https://nodejs.org/api/worker_threads.html).",
      "",
      "       │ process                 │ thread",
      "━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━",
      "memory │ its own, which no other │ shared with the threads",
      "       │ process can read        │ of its process",
      "───────┼─────────────────────────┼────────────────────────",
      "start  │ 40 ms                   │ 15 ms",
      "",
      "demos/cost.ts prints, with numbers of its own",
      "  thread  ████ 15 ms",
      "  process ██████████ 40 ms",
    ),
  ]);
});

test("at 80 columns the same page is shorter, and ASCII alone draws it", async () => {
  const [, costs] = await screensOf({ width: 80, colors: 0, unicode: false });
  expect(costs).toBe(
    lines(
      "What a thread costs",
      "-------------------",
      "",
      "1. Memory: an engine of its own, with a heap of its own.",
      "2. Time: see the docs (https://nodejs.org/api/worker_threads.html).",
      "",
      "       | process                         | thread",
      "=======+=================================+===============================",
      "memory | its own, which no other process | shared with the threads of its",
      "       | can read                        | process",
      "-------+---------------------------------+-------------------------------",
      "start  | 40 ms                           | 15 ms",
      "",
      "demos/cost.ts prints, with numbers of its own",
      "  thread  ████ 15 ms",
      "  process ██████████ 40 ms",
    ),
  );
});

test("colors change no character of the page", async () => {
  const plain = await screensOf({ width: 60, colors: 0 });
  for (const colors of [1, 2, 3] as const) {
    const colored = await screensOf({ width: 60, colors });
    expect(colored.map(withoutStyles)).toEqual(plain);
    expect(colored.join("")).toContain("\u001B[1mthread\u001B[22m");
  }
});
