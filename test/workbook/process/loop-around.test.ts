// The loop that a line belongs to, by the text of a file.

import { expect, test } from "vitest";
import { findLoopAround } from "#workbook/process/loop-around.ts";

const source = `export function drain(queue: number[]): void {
  for (const item of queue) {
    while (item > 0) {
      look(item as number);
    }
    queue.forEach((other) => {
      do look(other);
      while (other > 0);
    });
  }
}
function look(item: number): void { console.log("é", item); }
`;

/** Line and column, from 1, of the first character of `text`. */
function positionOf(text: string): { line: number; column: number } {
  const lines = source.slice(0, source.indexOf(text)).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

test.each([
  ["in an inner loop, the outermost", "look(item as", "for (const"],
  ["at its begin", "for (const", "for (const"],
  ["in its condition", "item > 0", "for (const"],
  ["in a function inside a loop, that function's own", "look(other)", "do look"],
])("%s", (_, at, loop) => {
  expect(findLoopAround(source, positionOf(at))).toEqual(positionOf(loop));
});

test.each([
  ["outside every loop", "function look", source],
  ["in a source that is none", "for (const", source.replace("{", "(")],
])("%s: none", (_, at, text) => {
  expect(findLoopAround(text, positionOf(at))).toBeUndefined();
});
