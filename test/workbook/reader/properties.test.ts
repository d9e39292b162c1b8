import fc from "fast-check";
import fastStringWidth from "fast-string-width";
import { expect, test } from "vitest";
import { columnsOf, isPlain } from "#workbook/reader/span.ts";
import { render, withoutStyles } from "./lines.ts";

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom(
    "join",
    "日本語",
    "👩‍👩‍👧",
    "cafe\u0301",
    "⚠️",
    "🇩🇪",
    "**strong**",
    "_em_",
    "`a b`",
  ),
  fc.constantFrom("~~gone~~", "[text](https://a.example/page)", "&amp;", "&#27;[1m", "\u001B[31m"),
  fc.stringMatching(/^[A-Za-z0-9/.]{60,130}$/),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const prose = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(" "));
const cells = fc.array(
  prose.map((text) => text.replaceAll(/[|\n\r]/g, "")),
  { minLength: 3, maxLength: 3 },
);

const block: fc.Arbitrary<string> = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    prose,
    prose.map((text) => `## ${text}`),
    fc
      .tuple(fc.constantFrom("text demos/x.ts shape", "ts demos/x.ts#a", "sh", "json"), prose)
      .map(([info, text]) => `\`\`\`${info}\n  ${text}\n\`\`\``),
    fc.array(cells, { minLength: 1, maxLength: 3 }).map((rows) => {
      const [head, ...others] = rows.map((row) => `| ${row.join(" | ")} |`);
      return [head, "| --- | :-: | --: |", ...others].join("\n");
    }),
    fc.constant("---"),
    tie("block").map((inner) => `- ${inner.replaceAll("\n", "\n  ")}\n- [x] done`),
    tie("block").map((inner) => `10. ${inner.replaceAll("\n", "\n    ")}`),
    tie("block").map((inner) => `> ${inner.replaceAll("\n", "\n> ")}`),
  ),
})).block;
const page = fc.array(block, { minLength: 1, maxLength: 4 }).map((blocks) => blocks.join("\n\n"));
const width = fc.integer({ min: 40, max: 120 });

test("no line is wider than the terminal, whatever the page", async () => {
  await fc.assert(
    fc.asyncProperty(page, width, fc.boolean(), async (markdown, width, unicode) => {
      const lines = (await render(markdown, { width, unicode, colors: 3 })).split("\n");
      for (const line of lines) expect(columnsOf(withoutStyles(line))).toBeLessThanOrEqual(width);
    }),
    { numRuns: 100 },
  );
});

test("without colors no escape or other control character comes out", async () => {
  await fc.assert(
    fc.asyncProperty(page, width, async (markdown, width) => {
      expect(await render(markdown, { width, links: true })).not.toMatch(/[^\P{Cc}\n]/u);
    }),
    { numRuns: 100 },
  );
});

test("colors change nothing but colors", async () => {
  await fc.assert(
    fc.asyncProperty(page, width, async (markdown, width) => {
      const colored = await render(markdown, { width, colors: 3 });
      expect(withoutStyles(colored)).toBe(await render(markdown, { width }));
    }),
    { numRuns: 100 },
  );
});

test("every word of a paragraph comes out once, in order", async () => {
  const plainWords = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(plainWords, width, async (words, width) => {
      expect((await render(words.join(" "), { width })).split(/\s/)).toEqual(words);
    }),
  );
});

test("plain characters take one column each, and none belongs to the one beside it", () => {
  const plain = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => isPlain(character),
  );
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const count = (text: string): number => [...segmenter.segment(text)].length;
  expect(plain.length).toBeGreaterThan(300);
  for (const character of plain) {
    expect(fastStringWidth(character), character).toBe(1);
    expect(count(character + character), character).toBe(2);
  }
  for (const all of [plain, plain.toReversed()]) expect(count(all.join(""))).toBe(plain.length);
});
