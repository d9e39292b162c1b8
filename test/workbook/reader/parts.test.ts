// A screen that is taller than the terminal comes in parts.

import { describe, expect, test } from "vitest";
import { renderScreen, renderScreenParts } from "#workbook/reader/reader.ts";
import { describePosition } from "#workbook/session/page-keys.ts";
import { lines } from "./lines.ts";

const options = { width: 40, colors: 0, links: false, lessonNumber: "01" } as const;

async function partsOf(markdown: string, height: number | undefined): Promise<string[]> {
  return (await renderScreenParts(markdown, options, height)).map(({ text }) => text);
}

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `Paragraph ${index + 1}.`);
const fence = (name: string, count: number) =>
  lines("```ts", ...Array.from({ length: count }, (_, index) => `${name}(${index});`), "```");

describe("a screen", () => {
  test("is one part where it fits, and where nobody knows how tall the terminal is", async () => {
    const markdown = paragraphs(4).join("\n\n");
    const whole = await renderScreen(markdown, options);
    expect(await partsOf(markdown, 7)).toEqual([whole]);
    expect(await partsOf(markdown, undefined)).toEqual([whole]);
  });

  test("is divided between paragraphs, into parts of about the same height", async () => {
    expect(await partsOf(paragraphs(5).join("\n\n"), 8)).toEqual([
      lines("Paragraph 1.", "", "Paragraph 2.", "", "Paragraph 3."),
      lines("Paragraph 4.", "", "Paragraph 5."),
    ]);
  });

  test("is not divided inside code that fits", async () => {
    const parts = await partsOf(lines("One.", "", fence("two", 5), "", "Three."), 6);
    expect(parts).toEqual(["One.", lines(...[0, 1, 2, 3, 4].map((n) => `  two(${n});`)), "Three."]);
  });

  test("cuts code only where the code alone is taller, and loses no line of it", async () => {
    const parts = await partsOf(fence("step", 13), 8);
    expect(Math.max(...parts.map((part) => part.split("\n").length))).toBeLessThanOrEqual(8);
    expect(parts.join("\n")).toBe(await renderScreen(fence("step", 13), options));
  });

  test("keeps a heading, and words that end in a colon, with what they announce", async () => {
    const markdown = lines("One.", "", "Two.", "", "### Three", "", "Look:", "", fence("four", 2));
    expect(await partsOf(markdown, 8)).toEqual([
      lines("One.", "", "Two."),
      lines("### Three", "", "Look:", "", "  four(0);", "  four(1);"),
    ]);
  });

  test("leaves no heading alone, however tall what its words announce", async () => {
    const markdown = lines("## One", "", "Look:", "", fence("two", 7), "", "Three.");
    expect((await partsOf(markdown, 9)).map((part) => part.split("\n")[0])).toEqual([
      "One",
      "  two(0);",
    ]);
  });

  test("leaves no heading alone above code that would fit by itself", async () => {
    for (const height of [8, 9, 10, 11, 12]) {
      for (const code of [height - 2, height - 1, height]) {
        const parts = await partsOf(lines("## One", "", fence("two", code), "", "Three."), height);
        expect(parts[0], `${code} lines of code in ${height}`).toMatch(/^One\n─+\n\n {2}two\(0\)/);
        for (const part of parts) expect(part.split("\n").length).toBeLessThanOrEqual(height);
      }
    }
  });

  test("cuts a list taller than the terminal between its items", async () => {
    const more = "and so much more that a second line is there.";
    const markdown = ["One", "Two", "Three"].map((word) => `- ${word} ${more}`).join("\n\n");
    const parts = await partsOf(markdown, 7);
    expect(parts.map((part) => part.match(/One|Two|Three/g)?.join(" "))).toEqual([
      "One Two",
      "Three",
    ]);
  });

  test("cuts a table taller than the terminal between its rows", async () => {
    const more = "and so much more that a second line is there, and a third";
    const rows = ["One", "Two", "Three", "Four"].map((word) => `| ${word} | ${more} |`);
    const table = lines("| what | more |", "| --- | --- |", ...rows);
    for (const height of [9, 10, 11, 12]) {
      const [, ...others] = await partsOf(table, height);
      expect(others.length, `parts after the first, of ${height} lines`).toBeGreaterThan(0);
      for (const part of others) expect(part, `a part of ${height} lines`).toMatch(/^[A-Z]/);
    }
  });

  test("goes on where it was, even if what came before has grown meanwhile", async () => {
    const [one, two, three, four] = paragraphs(4);
    const before = await renderScreenParts([one, two, three, four].join("\n\n"), options, 4);
    const grown = [one, fence("output", 3), three, four].join("\n\n");
    const after = await renderScreenParts(grown, options, 4);
    const next = before[1]?.start ?? 0;
    expect(before[1]?.markdown).toMatch(/^Paragraph 3/);
    expect(after.findLast(({ start }) => start <= next)?.markdown).toMatch(/^Paragraph 3/);
    expect(after.map(({ start }) => start)).toEqual([0, 1, 2]);
  });
});

describe("a prediction that is still to be made", () => {
  const prediction = lines(
    "> **Predict** `coffee`: hot or cold?",
    ">",
    "> 1. Hot",
    "> 2. Cold",
    ">",
    "> <details><summary>Answer</summary>",
    ">",
    "> 1. [ ] No.",
    "> 2. [x] Yes.",
    ">",
    "> </details>",
  );
  const page = lines("One.", "", prediction, "", "It is cold.", "", "Two.");

  test("ends its part, so that no answer stands below the question", async () => {
    for (const height of [undefined, 40, 10]) {
      const parts = await renderScreenParts(page, options, height, (demo) => demo === "coffee");
      expect(parts.map(({ markdown }) => /cold\.$|cold\.\n/.test(markdown))).toEqual([false, true]);
      expect(parts[0]?.text).toMatch(/^One\.[\s\S]*run 01 coffee`$/);
      expect(parts[1]?.text).toBe(lines("It is cold.", "", "Two."));
      // Where the same block starts once the prediction is made.
      expect(parts[1]?.start).toBe(2);
    }
  });

  test("leaves no empty part behind it at the end of a screen", async () => {
    const parts = await renderScreenParts(lines("One.", "", prediction), options, 40, () => true);
    expect(parts).toHaveLength(1);
  });

  test("ends nothing once it is made", async () => {
    expect(await renderScreenParts(page, options, 40, () => false)).toHaveLength(1);
  });
});

test("a place names the part only where there are several", () => {
  const place = { index: 1, screens: 6, part: 0, parts: 1 };
  expect(describePosition(place)).toBe("[2/6]");
  expect(describePosition({ ...place, part: 1, parts: 2 })).toBe("[2/6, part 2/2]");
});
