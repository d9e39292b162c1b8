// What is said of a prediction once its demo has run.

import { expect, test } from "vitest";
import { describePrediction } from "#workbook/session/run-demo.ts";

const options = [
  { text: "hello", reason: "It says so.", right: true },
  { text: "goodbye", reason: "Nothing says so.", right: false },
];
const right = "- **right:** hello — It says so.";
const wrong = "- **wrong:** goodbye — Nothing says so.";
const own = (row: string) => row.replace(":**", ", your choice:**");

test.each<[string, number | undefined, string[]]>([
  ["a right one is confirmed", 0, ["**Your prediction was right.**", "", own(right), wrong]],
  ["a wrong one is explained", 1, ["**Your prediction was off.**", "", right, own(wrong)]],
  [
    "where there was none, that is said, and what was right all the same",
    undefined,
    ["**No prediction made.** Here is what was right, and why:", "", right, wrong],
  ],
])("%s", (_title, chosen, expected) => {
  expect(describePrediction({ options }, chosen)).toBe(expected.join("\n"));
});

test("the options come in the order in which they were shown, each with its own reason", () => {
  const rows = ["**Your prediction was off.**", "", own(wrong), right];
  expect(describePrediction({ options }, 1, [1, 0])).toBe(rows.join("\n"));
});
