// The keys that `watch` offers after a verdict, in their order.

import { describe, expect, test } from "vitest";
import {
  type AfterPass,
  offersAfterFailure,
  offersAfterPass,
} from "#workbook/session/watch-keys.ts";

test("after a failure, a schedule that was found can be stepped through", () => {
  expect(offersAfterFailure(true).join(", ")).toBe(
    "Save: check again, s: step through it, h: hint, q: leave",
  );
  expect(offersAfterFailure(false).join(", ")).toBe("Save: check again, h: hint, q: leave");
});

describe("after a pass", () => {
  const common = { isReader: false, isRead: false, next: "stop" };
  test.each<[string, AfterPass, string]>([
    ["goes on to the next exercise", common, "Enter: next exercise, stop, s, r: read on"],
    ["is done when there is none", { ...common, next: undefined }, "Enter: done, s, r: read on"],
    [
      "offers no more to read of a lesson that was read",
      { ...common, isRead: true },
      "Enter: next exercise, stop, s",
    ],
    [
      "goes back to the page that set the exercise",
      { ...common, isReader: true },
      "Enter: read on, n: next exercise, stop, s",
    ],
    [
      "has no next exercise to offer on the page of the last one",
      { isReader: true, isRead: true, next: undefined },
      "Enter: read on, s",
    ],
  ])("%s", (_title, about, expected) => {
    const keys = expected.replace(/, s(?=,|$)/, ", s: our solution");
    expect(offersAfterPass(about).join(", ")).toBe(`${keys}, q: leave`);
  });
});
