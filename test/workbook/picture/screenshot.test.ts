import { Chalk } from "chalk";
import { expect, test } from "vitest";
import { ansiToSvg } from "#workbook/picture/screenshot.ts";
import { columnsOf } from "#workbook/reader/span.ts";
import { lines, render, withoutStyles } from "../reader/lines.ts";

const chalk = new Chalk({ level: 3 });

/** What the picture's rows say, top to bottom, each word at the column that it is drawn at. */
function textOfSvg(svg: string): string {
  const rows = svg.slice(svg.indexOf("<g ")).split("\n").slice(1);
  return rows.slice(0, rows.indexOf("</g>")).map(textOfRow).join("\n");
}

function textOfRow(row: string): string {
  let line = "";
  for (const [, x, words = ""] of row.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)) {
    const column = Math.round((Number(x) - 16) / 8.4);
    line += " ".repeat(column - columnsOf(line)) + words.replace(/&\w+;/g, unescapeXml);
  }
  return line;
}

function unescapeXml(entity: string): string {
  return { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" }[entity] ?? entity;
}

test("every printed character is in the picture, in order", async () => {
  const markdown = lines(
    "## A **page** & <https://a.example>",
    "",
    "- 日本語 👩‍👩‍👧 `a < b`",
    "",
    "```ts demos/a.ts",
    'const kettle = new Worker("./kettle.ts"); // a < b && "c"',
    "```",
  );
  const text = await render(markdown, { width: 60, colors: 3, links: true });
  const svg = ansiToSvg(text, { columns: 60, title: "npm start" });
  expect(textOfSvg(svg)).toBe(withoutStyles(text).replaceAll(/ +$/gm, "").trimEnd());
  expect(svg).not.toContain("\u001B");
});

test("colors of 24 bits, of 256 and by name are drawn", () => {
  const text = `${chalk.hex("#268bd2")("a")}${chalk.ansi256(196)("b")}${chalk.ansi256(232)("c")}${chalk.red("d")}${chalk.bgBlueBright("e")}`;
  const svg = ansiToSvg(text, { columns: 10, title: "t" });
  expect(svg).toContain('fill="rgb(38 139 210)">a<');
  expect(svg).toContain('fill="rgb(255 0 0)">b<');
  expect(svg).toContain('fill="rgb(8 8 8)">c<');
  expect(svg).toContain('fill="#e06c75">d<');
  expect(svg).toMatch(/<rect [^>]*fill="#7cc4ff"\/>.*>e</);
});

test("bold, dim, italic, underline and inverse are drawn, and end where they end", () => {
  const text = `${chalk.bold("a")}${chalk.dim("b")}${chalk.italic("c")}${chalk.underline.strikethrough("d")}${chalk.inverse("e")}f`;
  const svg = ansiToSvg(text, { columns: 10, title: "t" });
  expect(svg).toContain('font-weight="bold">a<');
  expect(svg).toContain('fill-opacity="0.6">b<');
  expect(svg).toContain('font-style="italic">c<');
  expect(svg).toContain('text-decoration="underline line-through">d<');
  expect(svg).toContain('fill="#1b1e24">e<');
  expect(svg).toContain(
    '<text x="58" y="63" textLength="8.4" lengthAdjust="spacingAndGlyphs">f</text>',
  );
});

test("a style lasts over a line end until it is reset", () => {
  const svg = ansiToSvg("\u001B[1ma\nb\u001B[mc\n", { columns: 10, title: "t" });
  expect(svg).toContain('font-weight="bold">b<');
  expect(svg).toContain('lengthAdjust="spacingAndGlyphs">c<');
});

test("wide characters push what follows by two columns", () => {
  const svg = ansiToSvg(`語${chalk.bold("x")}`, { columns: 10, title: "t" });
  expect(svg).toContain('<text x="32.8" y="63" textLength="8.4"');
});

test("no white space but single spaces between words is left to the renderer", () => {
  const svg = ansiToSvg(`  a b   ${chalk.red(" c ")}`, { columns: 20, title: "t" });
  expect(
    [...svg.matchAll(/<text x="([\d.]+)" y="63"[^>]*>([^<]*)</g)].map(([, x, words]) => [x, words]),
  ).toEqual([
    ["32.8", "a b"],
    ["91.6", "c"],
  ]);
});

test("the title is escaped, and a line wider than the terminal is an error", () => {
  expect(ansiToSvg("a", { columns: 10, title: 'a < "b"' })).toContain(
    'aria-label="a &lt; &quot;b&quot;"',
  );
  expect(() => ansiToSvg("short\nfar too long", { columns: 8, title: "t" })).toThrow(
    "line 2: expected 8 columns or fewer, got 12",
  );
});
