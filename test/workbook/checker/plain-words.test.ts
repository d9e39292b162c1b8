// What an assertion found, in the words of a verdict.

import { describe, expect, test } from "vitest";
import { sayPlainly } from "#workbook/checker/judge/plain-words.ts";

/** What Vitest says when `assertion` fails. */
function messageOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected the assertion to fail, and it held");
}

describe("an assertion that fails", () => {
  const said: [sentence: string, assertion: () => void][] = [
    ["the sum: expected 3, got -1", () => expect(-1, "the sum").toBe(3)],
    ["expected 'sleeps', got 'spins'", () => expect("spins").toBe("sleeps")],
    ["expected 1, got 0", () => expect(0).toBe(1)],
    ["expected [ 1, '+0' ], got [ 0, '+0' ]", () => expect([0, "+0"]).toEqual([1, "+0"])],
    ["expected { a: 1 }, got { a: 0 }", () => expect({ a: 0 }).toStrictEqual({ a: 1 })],
    ["expected undefined, got 7", () => expect(7).toBeUndefined()],
    [
      "the note: expected 'to be or not', got 'it\\'s to be seen'",
      () => expect("it's to be seen", "the note").toBe("to be or not"),
    ],
    ["tries: expected 4 not to be 4", () => expect(4, "tries").not.toBe(4)],
    ["expected 7 to be less than 3", () => expect(7).toBeLessThan(3)],
    ["expected 'a' to be an instance of Error", () => expect("a").toBeInstanceOf(Error)],
  ];
  test.each(said)("says %s", (sentence, assertion) => {
    expect(sayPlainly(messageOf(assertion))).toBe(sentence);
  });
});

test("an error of the answer keeps its words", () => {
  const own = "expected a lock to be free";
  expect(sayPlainly(own)).toBe(own);
});
