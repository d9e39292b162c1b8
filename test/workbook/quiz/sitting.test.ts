import { describe, expect, it } from "vitest";
import type { Question } from "#workbook/quiz/question.ts";
import { pickQuestions, type QuestionMemory } from "#workbook/quiz/schedule.ts";
import { type Outcome, Sitting } from "#workbook/quiz/sitting.ts";
import { joinQuestion, printQuestion, sharedQuestion } from "./sample-questions.ts";

const MONDAY = new Date("2026-03-02T09:00:00.000Z");
const bank = [joinQuestion, sharedQuestion, printQuestion];

describe("a sitting", () => {
  it("asks every question in the order given, with its number", () => {
    const sitting = sit(bank);
    expect(sitting.nextQuestion()).toEqual({
      question: joinQuestion,
      number: 1,
      total: 3,
      again: false,
    });
    expect(askedIds(sitting, ["b", "a c", "b"])).toEqual([
      "02-locks/join",
      "02-locks/shared",
      "02-locks/print",
    ]);
    expect(sitting.nextQuestion()).toBeUndefined();
  });

  it("asks the same question until it is answered", () => {
    const sitting = sit(bank);
    expect(sitting.nextQuestion()).toEqual(sitting.nextQuestion());
  });

  it("grades an answer and says what to remember", () => {
    expect(sit(bank).answer("b")).toMatchObject({
      kind: "graded",
      question: joinQuestion,
      grade: { right: true },
      memory: { box: 2, dueAt: "2026-03-03T09:00:00.000Z", right: 1, wrong: 0 },
      returns: false,
    });
  });

  it("adds to what was remembered before", () => {
    const known = { box: 0, right: 3, wrong: 2, lastAt: "2026-03-01T09:00:00.000Z" };
    const outcome = sit(bank, { [joinQuestion.id]: known }).answer("b");
    expect(outcome).toMatchObject({ memory: { box: 1, right: 4, wrong: 2 } });
  });

  it("asks a question answered wrong again at its end", () => {
    const sitting = sit(bank);
    expect(sitting.answer("a")).toMatchObject({ kind: "graded", returns: true });
    sitting.answer("a c");
    sitting.answer("b");
    expect(sitting.nextQuestion()).toEqual({
      question: joinQuestion,
      number: 1,
      total: 3,
      again: true,
    });
    expect(sitting.answer("b")).toMatchObject({ memory: { box: 1 }, returns: false });
    expect(sitting.nextQuestion()).toBeUndefined();
  });

  it("ends even if a question is answered wrong every time: it is asked three times", () => {
    const sitting = sit([joinQuestion]);
    const returns = ["a", "c", "a"].map((line) => returnsAfter(sitting.answer(line)));
    expect(returns).toEqual([true, true, false]);
    expect(sitting.nextQuestion()).toBeUndefined();
    expect(sitting.summary().results[0]?.timesAnswered).toBe(3);
  });

  it("skips a question on a blank line, which is not an answer", () => {
    const sitting = sit(bank);
    expect(sitting.answer("  ")).toEqual({ kind: "skipped", question: joinQuestion });
    expect(sitting.nextQuestion()?.question).toBe(sharedQuestion);
    expect(sitting.summary()).toMatchObject({ right: 0, wrong: 0, unanswered: 3, total: 3 });
  });

  it("drops a question that is skipped when it returns, and it stays wrong", () => {
    const sitting = sit([joinQuestion]);
    sitting.answer("a");
    sitting.answer("");
    expect(sitting.nextQuestion()).toBeUndefined();
    expect(sitting.summary()).toMatchObject({ right: 0, wrong: 1, unanswered: 0 });
  });

  it("asks again after a line that is no option", () => {
    const sitting = sit(bank);
    expect(sitting.answer("x")).toMatchObject({
      kind: "not-an-option",
      question: joinQuestion,
      sentence: expect.stringMatching(/^Expected one letter from a to c, got "x": /),
    });
    expect(sitting.nextQuestion()?.question).toBe(joinQuestion);
  });

  it("goes on after a line that is no option if there is one line a question", () => {
    const sitting = new Sitting({
      questions: bank,
      memory: {},
      now: () => MONDAY,
      oneLineAQuestion: true,
    });
    const kinds = ["x", "a c", "b"].map((line) => sitting.answer(line).kind);
    expect(kinds).toEqual(["not-an-option", "graded", "graded"]);
    expect(sitting.summary()).toMatchObject({ right: 2, wrong: 0, unanswered: 1 });
  });

  it("refuses an answer after its end", () => {
    const sitting = sit([]);
    expect(sitting.nextQuestion()).toBeUndefined();
    expect(() => sitting.answer("a")).toThrow("got an answer after the last one");
  });

  it("comes back the next time with what was wrong, until it is right twice in a row", () => {
    const memory: Record<string, QuestionMemory> = {};
    const sittings = [["a", "b"], ["b"], []].map((lines) => {
      const sitting = sit(pickQuestions([joinQuestion], memory, MONDAY), memory);
      const asked = sitting.nextQuestion() !== undefined;
      for (const line of lines) {
        const outcome = sitting.answer(line);
        if (outcome.kind === "graded") memory[outcome.question.id] = outcome.memory;
      }
      return { asked, comesBack: sitting.summary().results.map((result) => result.comesBack) };
    });
    expect(sittings).toEqual([
      { asked: true, comesBack: ["wrong"] },
      { asked: true, comesBack: [undefined] },
      { asked: false, comesBack: [] },
    ]);
  });
});

describe("the summary of a sitting", () => {
  it("says of every question whether the next sitting asks it, as that sitting will", () => {
    const memory: Record<string, QuestionMemory> = {
      [sharedQuestion.id]: {
        box: 2,
        dueAt: "2026-03-03T09:00:00.000Z",
        right: 1,
        wrong: 0,
        lastAt: "2026-03-02T09:00:00.000Z",
      },
    };
    const { results } = sit(bank, memory).summary();
    expect(results.map(({ comesBack }) => comesBack)).toEqual(["open", undefined, "open"]);
    const asked = results.filter(({ comesBack }) => comesBack).map(({ question }) => question);
    expect(asked).toEqual(pickQuestions(bank, memory, MONDAY));
  });

  it("counts what was answered when the input ends early", () => {
    const sitting = sit(bank);
    sitting.answer("b");
    const summary = sitting.summary();
    expect(summary).toMatchObject({ right: 1, wrong: 0, unanswered: 2, total: 3 });
    expect(summary.results.map(({ first }) => first?.chosen)).toEqual([[1], undefined, undefined]);
  });

  it("counts the first answer: right the second time is still wrong, and comes back", () => {
    const sitting = sit([joinQuestion]);
    sitting.answer("a");
    sitting.answer("b");
    expect(sitting.summary()).toMatchObject({
      right: 0,
      wrong: 1,
      results: [{ first: { chosen: [0] }, timesAnswered: 2, comesBack: "wrong" }],
    });
  });

  it("says that a question wrong in an earlier sitting and skipped in this one comes back", () => {
    const wrongBefore = { box: 0, right: 0, wrong: 1, lastAt: "2026-03-01T09:00:00.000Z" };
    const sitting = sit([joinQuestion], { [joinQuestion.id]: wrongBefore });
    sitting.answer("");
    expect(sitting.summary().results[0]).toMatchObject({ timesAnswered: 0, comesBack: "wrong" });
  });
});

function sit(questions: Question[], memory: Record<string, QuestionMemory> = {}): Sitting {
  return new Sitting({ questions, memory, now: () => MONDAY });
}

function askedIds(sitting: Sitting, lines: string[]): (string | undefined)[] {
  return lines.map((line) => {
    const id = sitting.nextQuestion()?.question.id;
    sitting.answer(line);
    return id;
  });
}

function returnsAfter(outcome: Outcome): boolean | undefined {
  return outcome.kind === "graded" ? outcome.returns : undefined;
}
