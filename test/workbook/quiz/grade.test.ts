import { describe, expect, it } from "vitest";
import { grade } from "#workbook/quiz/grade.ts";
import { joinQuestion, sharedQuestion } from "./sample-questions.ts";

describe("a graded answer", () => {
  it("says of every option whether it was chosen, whether it is right, and why", () => {
    expect(grade(joinQuestion, [0])).toEqual({
      right: false,
      options: [
        { chosen: true, right: false, reason: "There may be none." },
        { chosen: false, right: true, reason: "`exit` comes last." },
        { chosen: false, right: false, reason: "A clock knows nothing\nof threads." },
      ],
    });
  });

  it.each([
    ["the right option alone", joinQuestion, [1], true],
    ["another option", joinQuestion, [2], false],
    ["the right option and another", joinQuestion, [1, 2], false],
    ["nothing", joinQuestion, [], false],
    ["all right options, in any order", sharedQuestion, [2, 0], true],
    ["an option named twice", sharedQuestion, [0, 2, 0], true],
    ["one right option of two", sharedQuestion, [0], false],
    ["all right options and a wrong one", sharedQuestion, [0, 1, 2], false],
  ])("grades %s", (_, question, chosen, right) => {
    expect(grade(question, chosen).right).toBe(right);
  });

  it.each([-1, 3, 0.5])("refuses %s, which names no option", (index) => {
    const message = `expected an option from 0 to 2, got ${index} (02-locks/join)`;
    expect(() => grade(joinQuestion, [index])).toThrow(new RangeError(message));
  });
});
