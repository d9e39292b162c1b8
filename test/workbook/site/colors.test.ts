// The colors of the site, light and dark: WCAG 2.2 asks for a contrast of 4.5 between text and its ground.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stylesheetFile } from "#workbook/site/site.ts";

const [, light = "", dark = ""] = readFileSync(stylesheetFile, "utf8").split(":root {");
const readColors = (rules: string): Map<string, string> =>
  new Map(
    [...rules.matchAll(/--([a-z]+): (#[\da-f]{6});/g)].map(([, name = "", color = ""]) => [
      name,
      color,
    ]),
  );
const grounds = ["ground", "panel"];
/** Lines between rows carry no meaning. */
const decorations = ["line"];

describe.each([
  ["light", readColors(light)],
  ["dark", readColors(dark)],
])("%s", (_, colors) => {
  test("has every color", () => {
    expect([...colors.keys()].sort()).toEqual([...readColors(light).keys()].sort());
    expect(colors.size).toBeGreaterThan(10);
  });

  for (const ground of grounds) {
    test(`text reads on ${ground}`, () => {
      for (const [name, color] of colors) {
        if ([...grounds, ...decorations].includes(name)) continue;
        expect(contrast(color, colors.get(ground) ?? ""), name).toBeGreaterThanOrEqual(4.5);
      }
    });
  }
});

function contrast(one: string, other: string): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

/** Relative luminance of WCAG 2.2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
