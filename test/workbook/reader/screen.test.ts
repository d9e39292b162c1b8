import { expect, test } from "vitest";
import { renderScreen } from "#workbook/reader/reader.ts";
import { lines } from "./lines.ts";

const prediction = lines(
  "> **Predict** `coffee`: what is on the last line?",
  ">",
  "> 1. The kettle boils.",
  "> 2. The coffee is cold.",
  ">",
  "> <details><summary>Answer</summary>",
  ">",
  "> 1. [ ] Nothing waits for it, so it comes later or not at all.",
  "> 2. [x] Without a join the cup is filled before the water boils, of course.",
  ">",
  "> </details>",
);

test("a prediction shows its options without marks and reasons, and how to run its demo", async () => {
  const options = { width: 60, colors: 0, links: false, lessonNumber: "01" } as const;
  expect(await renderScreen(`Look:\n\n${prediction}\n\nDone?`, options)).toBe(
    lines(
      "Look:",
      "",
      "│ Predict `coffee`: what is on the last line?",
      "│",
      "│ a. The kettle boils.",
      "│ b. The coffee is cold.",
      "│",
      "│ Choose, then run it: `npm start -- run 01 coffee`",
      "",
      "Done?",
    ),
  );
});

test("its options come in the order that is asked for, with letters in order", async () => {
  const orderOptions = (demo: string, count: number) =>
    demo === "coffee" && count === 2 ? [1, 0] : [];
  const options = { width: 60, colors: 0, links: false, lessonNumber: "01", orderOptions } as const;
  expect(await renderScreen(prediction, options)).toContain(
    lines("│ a. The coffee is cold.", "│ b. The kettle boils."),
  );
});

test("long options hang, and code in them is code", async () => {
  const quote = lines(
    "> **Predict** `race`: what does `count` hold?",
    ">",
    "> 1. Whatever `Atomics.load` returned to the thread that came last.",
    "> 2. Less.",
    ">",
    "> <details><summary>Answer</summary>",
    ">",
    "> 1. [ ] No.",
    "> 2. [x] Yes.",
    ">",
    "> </details>",
  );
  const options = { width: 40, colors: 3, links: false, lessonNumber: "02" } as const;
  expect((await renderScreen(quote, options)).replaceAll("\u001B", "\\e")).toBe(
    lines(
      "\\e[2m│ \\e[22m\\e[1mPredict\\e[22m \\e[36m`race`\\e[39m: what does \\e[36m`count`\\e[39m",
      "\\e[2m│ \\e[22mhold?",
      "\\e[2m│\\e[22m",
      "\\e[2m│ \\e[22m\\e[1ma. \\e[22mWhatever \\e[36m`Atomics.load`\\e[39m returned to",
      "\\e[2m│ \\e[22m   the thread that came last.",
      "\\e[2m│ \\e[22m\\e[1mb. \\e[22mLess.",
      "\\e[2m│\\e[22m",
      "\\e[2m│ \\e[22mChoose, then run it:",
      "\\e[2m│ \\e[22m\\e[36m`npm start -- run 02 race`\\e[39m",
    ),
  );
});

test("what a code host folds away is shown in a terminal, without a fold", async () => {
  const options = { width: 60, colors: 0, links: false, lessonNumber: "01" } as const;
  const page = lines(
    "<details><summary>Output</summary>",
    "",
    "It is cold.",
    "",
    "</details>",
    "",
    "Done.",
  );
  expect(await renderScreen(page, options)).toBe(lines("It is cold.", "", "Done."));
});

test("other quotes stay quotes", async () => {
  const options = { width: 60, colors: 0, links: false, lessonNumber: "01" } as const;
  expect(await renderScreen("> - [x] one — why", options)).toBe("│ [x] one — why");
});

test("a malformed prediction is an error, never shown with its answer", async () => {
  const options = { width: 60, colors: 0, links: false, lessonNumber: "01" } as const;
  const quote = prediction.replace("`coffee`:", "coffee:");
  await expect(renderScreen(quote, options)).rejects.toThrow(
    "expected a prediction to begin **Predict** `demo`: and a question, got `**Predict** coffee: what is on the last line?`",
  );
});

test("a part of a file says on which line it begins, as a schedule would", async () => {
  const findLine = (source: string, region: string) =>
    source === "demos/race.ts" && region === "add" ? 12 : undefined;
  const options = { width: 60, colors: 0, links: false, lessonNumber: "02", findLine } as const;
  const fence = (source: string) => lines(`\`\`\`ts ${source}`, "add();", "```");
  expect(await renderScreen(fence("demos/race.ts#add"), options)).toBe(
    lines("demos/race.ts, from line 12", "  add();"),
  );
  expect(await renderScreen(fence("demos/race.ts#gone"), options)).toBe(
    lines("demos/race.ts#gone", "  add();"),
  );
});
