import { describe, expect, it } from "vitest";
import { readAnswerLine } from "#workbook/quiz/answer-line.ts";
import { joinQuestion, sharedQuestion } from "./sample-questions.ts";

describe("a typed answer", () => {
  it.each(["b", "B", "2", " b ", "b)", "(b)", "b.", "b\r", "bb"])("%j is option b", (line) => {
    expect(readAnswerLine(line, joinQuestion)).toEqual({ kind: "options", chosen: [1] });
  });

  it.each(["a c", "a,c", "A, C", "c a", "ac", "1 3", "13", "a and c", "a & c", "a;c", "a c a"])(
    "%j is options a and c where all that apply are asked for",
    (line) => {
      expect(readAnswerLine(line, sharedQuestion)).toEqual({ kind: "options", chosen: [0, 2] });
    },
  );

  it.each(["", "  ", "\t", "\r"])("%j is blank", (line) => {
    expect(readAnswerLine(line, joinQuestion)).toEqual({ kind: "blank" });
  });

  it.each(["d", "4", "0", "-1", "?", ",", "and", "b!", "é", "𝓑", "b?"])(
    "%j is no option",
    (line) => {
      expect(readAnswerLine(line, joinQuestion)).toEqual({
        kind: "not-an-option",
        sentence: `Expected one letter from a to c, got ${JSON.stringify(line)}: type the letter of your answer, or press Enter on an empty line to skip.`,
      });
    },
  );

  it("is one letter where one option is right", () => {
    expect(readAnswerLine("a b", joinQuestion)).toEqual({
      kind: "not-an-option",
      sentence:
        'Expected one letter from a to c, got "a b": type the letter of your answer, or press Enter on an empty line to skip.',
    });
  });

  it("is told how to name several options", () => {
    expect(readAnswerLine("a e", sharedQuestion)).toEqual({
      kind: "not-an-option",
      sentence:
        'Expected letters from a to d, got "a e": type the letter of every right option, such as "a d", or press Enter on an empty line to skip.',
    });
  });

  it("is quoted on one line, cut, and without control characters", () => {
    const read = readAnswerLine(`\u001b[31m${"x".repeat(1000)}`, joinQuestion);
    const sentence = read.kind === "not-an-option" ? read.sentence : "";
    expect(sentence).toContain(`got "\\u001b[31m${"x".repeat(35)}…": type`);
  });
});
