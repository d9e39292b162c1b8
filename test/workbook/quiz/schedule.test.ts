import { describe, expect, it } from "vitest";
import type { QuestionMemory } from "#workbook/quiz/schedule.ts";
import { isRelearning, nextDueAt, pickQuestions, recordAnswer } from "#workbook/quiz/schedule.ts";
import { joinQuestion, printQuestion, sharedQuestion } from "./sample-questions.ts";

const MONDAY = new Date("2026-03-02T09:00:00.000Z");
const DAY_MS = 24 * 60 * 60 * 1000;

describe("what is remembered of a question", () => {
  it("is a review a day later after a first right answer", () => {
    expect(recordAnswer(undefined, true, MONDAY)).toEqual({
      box: 2,
      dueAt: "2026-03-03T09:00:00.000Z",
      right: 1,
      wrong: 0,
      lastAt: "2026-03-02T09:00:00.000Z",
    });
  });

  it("is the first box and no date after a wrong answer", () => {
    expect(recordAnswer(undefined, false, MONDAY)).toEqual({
      box: 0,
      right: 0,
      wrong: 1,
      lastAt: "2026-03-02T09:00:00.000Z",
    });
  });

  it("stays due until the answer has been right twice in a row", () => {
    const relearning = (answers: boolean[]) => isRelearning(answerAll(answers));
    expect(relearning([false])).toBe(true);
    expect(relearning([false, true])).toBe(true);
    expect(relearning([false, true, false, true])).toBe(true);
    expect(relearning([false, true, true])).toBe(false);
    expect(relearning([true])).toBe(false);
    expect(relearning([true, false, true])).toBe(true);
  });

  it("is reviewed after 1, 3, 7, 21, 60 and again 60 days of right answers", () => {
    let memory = recordAnswer(undefined, true, MONDAY);
    const days = [daysUntilDue(memory)];
    for (let review = 0; review < 5; review += 1) {
      memory = recordAnswer(memory, true, new Date(memory.dueAt ?? ""));
      days.push(daysUntilDue(memory));
    }
    expect(days).toEqual([1, 3, 7, 21, 60, 60]);
    expect(memory.right).toBe(6);
  });

  it("falls to the first box with a wrong answer in a review", () => {
    const known = { box: 5, dueAt: MONDAY.toISOString(), right: 4, wrong: 0, lastAt: "" };
    const after = recordAnswer(known, false, MONDAY);
    expect(after).toEqual({ box: 0, right: 4, wrong: 1, lastAt: MONDAY.toISOString() });
  });

  it("keeps its box and its day when a right answer comes before its time", () => {
    const known = recordAnswer(undefined, true, MONDAY);
    const anHourLater = new Date(MONDAY.getTime() + 60 * 60 * 1000);
    expect(recordAnswer(known, true, anHourLater)).toEqual({
      ...known,
      right: 2,
      lastAt: "2026-03-02T10:00:00.000Z",
    });
  });

  it("does not change the memory it is given", () => {
    const known = Object.freeze(recordAnswer(undefined, false, MONDAY));
    expect(recordAnswer(known, true, MONDAY).box).toBe(1);
    expect(known.box).toBe(0);
  });
});

describe("the questions of a sitting", () => {
  const bank = [joinQuestion, sharedQuestion, printQuestion];
  const [join, shared, print] = bank.map(({ id }) => id) as [string, string, string];
  const wrong = recordAnswer(undefined, false, MONDAY);
  const known = recordAnswer(undefined, true, MONDAY);
  const nextDay = new Date(MONDAY.getTime() + DAY_MS);

  it("are the whole bank in course order at first", () => {
    expect(pickQuestions(bank, {}, MONDAY)).toEqual(bank);
  });

  it("are those answered wrong first, then the new ones, then those due for review", () => {
    const memory = { [join]: known, [print]: wrong };
    const picked = pickQuestions(bank, memory, nextDay);
    expect(picked.map(({ id }) => id)).toEqual([print, shared, join]);
  });

  it("are in course order among those answered wrong, whichever came first", () => {
    const later = recordAnswer(undefined, false, nextDay);
    const memory = { [join]: later, [shared]: known, [print]: wrong };
    expect(pickQuestions(bank, memory, MONDAY).map(({ id }) => id)).toEqual([join, print]);
  });

  it("leave out a known question until the very moment it is due", () => {
    const memory = { [join]: known, [shared]: known, [print]: known };
    expect(pickQuestions(bank, memory, new Date(nextDay.getTime() - 1))).toEqual([]);
    expect(pickQuestions(bank, memory, nextDay)).toEqual(bank);
  });

  it("include a question whose day cannot be read", () => {
    const memory = { [join]: { ...known, dueAt: "soon" }, [shared]: known, [print]: known };
    expect(pickQuestions(bank, memory, MONDAY)).toEqual([joinQuestion]);
  });

  it("ignore what is remembered of questions the bank no longer has", () => {
    expect(pickQuestions([joinQuestion], { "02-locks/gone": wrong }, MONDAY)).toEqual([
      joinQuestion,
    ]);
  });

  it("are the same however often they are picked", () => {
    const memory = { [shared]: wrong };
    expect(pickQuestions(bank, memory, MONDAY)).toEqual(pickQuestions(bank, memory, MONDAY));
  });

  it("have a next time: the first day any of them is due", () => {
    const laterReview = { ...known, dueAt: "2026-03-09T09:00:00.000Z" };
    expect(nextDueAt(bank, {})).toBeUndefined();
    expect(nextDueAt(bank, { [join]: laterReview, [print]: known })).toBe(known.dueAt);
    expect(nextDueAt(bank, { [join]: laterReview, [print]: wrong })).toBe(wrong.lastAt);
  });
});

function answerAll(answers: boolean[]): QuestionMemory {
  let memory: QuestionMemory | undefined;
  for (const right of answers) memory = recordAnswer(memory, right, MONDAY);
  if (!memory) throw new Error("expected an answer, got none");
  return memory;
}

function daysUntilDue(memory: QuestionMemory): number {
  return (Date.parse(memory.dueAt ?? "") - Date.parse(memory.lastAt)) / DAY_MS;
}
