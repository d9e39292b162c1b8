// What a visitor's browser makes of the picture in the README: every character, each word at its column.

import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pictureFile } from "#workbook/picture/draw-picture.ts";
import { browserIsMissing, chromiumFile, openBrowser, openPage } from "../../browser.ts";

/** A piece of text as the browser has drawn it, in pixels. */
interface DrawnText {
  text: string;
  x: number;
  y: number;
  width: number;
  characters: number;
  asked: { x: number; width: number };
}

/** The part of SVGTextElement that is asked here. */
interface TextElement {
  textContent: string;
  getNumberOfChars(): number;
  getStartPositionOfChar(index: number): { x: number; y: number };
  getComputedTextLength(): number;
  getAttribute(name: string): string | null;
}

describe.skipIf(chromiumFile === undefined)(`the picture in Chromium (${browserIsMissing})`, () => {
  let browser: Browser;
  let drawn: DrawnText[];

  beforeAll(async () => {
    browser = await openBrowser();
    const page = await openPage(browser);
    await page.goto(pathToFileURL(pictureFile).href);
    drawn = await page.$$eval<DrawnText[], TextElement>("text[textLength]", (elements) =>
      elements.map((text) => {
        const characters = text.getNumberOfChars();
        const nowhere = { x: Number.NaN, y: Number.NaN };
        const { x, y } = characters === 0 ? nowhere : text.getStartPositionOfChar(0);
        const ask = (name: string): number => Number(text.getAttribute(name));
        return {
          text: text.textContent,
          x,
          y,
          width: text.getComputedTextLength(),
          characters,
          asked: { x: ask("x"), width: ask("textLength") },
        };
      }),
    );
  });
  afterAll(() => browser?.close());

  test("has every character, where it was put and as wide", () => {
    expect(drawn.length).toBeGreaterThan(50);
    for (const { text, x, width, characters, asked } of drawn) {
      expect(characters, text).toBe(text.length);
      expect(x, text).toBeCloseTo(asked.x, 1);
      expect(width, text).toBeCloseTo(asked.width, 1);
    }
  });

  test("keeps the two columns of the schedule apart", () => {
    const head = drawn.find(({ text }) => text === "thread 2");
    const left = drawn.find(({ text, y }) => text === "thread 1" && y === head?.y);
    expect(left?.x).toBeLessThan(200);
    expect(head?.x).toBeGreaterThan(300);
    const steps = drawn.filter(({ y, x }) => y > (head?.y ?? 0) && x === head?.x);
    expect(steps.length).toBeGreaterThan(0);
  });
});
