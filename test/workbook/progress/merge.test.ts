// Two progress files made one: nothing that was done is lost, whichever side it was done on.

import { expect, test } from "vitest";
import { mergeProgress } from "#workbook/progress/merge.ts";
import { emptyProgress, type Progress, parseProgress } from "#workbook/progress/shape.ts";

const progress = (parts: Partial<Progress>): Progress => ({ ...emptyProgress(), ...parts });
const verdict = (kind: string, at: string) => ({ kind, sentence: "", at });

test("what was done on one side is done", () => {
  const terminal = progress({
    exercises: { "02-locks/mutex": { checks: 3, hintsShown: 1, passedAt: "2026-02" } },
    copies: { "02-locks/mutex": { stubHash: "0" } },
    lessons: { "02-locks": { screen: 4, done: false } },
  });
  const browser = progress({
    lessons: { "02-locks": { screen: 0, done: true, quizTaken: true } },
    predictions: { "02-locks/million": { chosen: 1, right: true, at: "2026-01" } },
  });
  const both = {
    ...terminal,
    lessons: { "02-locks": { screen: 4, done: true, quizTaken: true } },
    predictions: browser.predictions,
  };
  expect(mergeProgress(terminal, browser)).toEqual(both);
  expect(mergeProgress(browser, terminal)).toEqual(both);
});

test("an exercise was passed when it first was, and its last verdict is the later one", () => {
  const a = {
    checks: 3,
    hintsShown: 0,
    passedAt: "2026-02",
    lastVerdict: verdict("passed", "2026-02"),
  };
  const b = {
    checks: 1,
    hintsShown: 2,
    passedAt: "2026-01",
    lastVerdict: verdict("test-failed", "2026-03"),
  };
  const both = {
    checks: 3,
    hintsShown: 2,
    passedAt: "2026-01",
    lastVerdict: verdict("test-failed", "2026-03"),
  };
  const merge = (one: typeof a, other: typeof a) =>
    mergeProgress(progress({ exercises: { x: one } }), progress({ exercises: { x: other } }));
  expect(merge(a, b).exercises.x).toEqual(both);
  expect(merge(b, a).exercises.x).toEqual(both);
});

test("a prediction is the first one, and what is known of a question the last", () => {
  const a = progress({
    predictions: { x: { chosen: 0, right: false, at: "2026-01" } },
    quiz: { q: { box: 1, right: 1, wrong: 0, lastAt: "2026-01" } },
  });
  const b = progress({
    predictions: { x: { chosen: 1, right: true, at: "2026-02" } },
    quiz: { q: { box: 0, right: 1, wrong: 1, lastAt: "2026-02" } },
  });
  const both = progress({ predictions: a.predictions, quiz: b.quiz });
  expect(mergeProgress(a, b)).toEqual(both);
  expect(mergeProgress(b, a)).toEqual(both);
});

test("a level of the game is broken in the fewest steps, and was fixed when it first was", () => {
  const a = progress({
    games: { x: { fewestSteps: 6 }, y: { fewestSteps: 4, fixedAt: "2026-02" } },
  });
  const b = progress({
    games: { x: { fewestSteps: 5 }, y: { fixedAt: "2026-01" }, z: { fewestSteps: 9 } },
  });
  const games = {
    x: { fewestSteps: 5 },
    y: { fewestSteps: 4, fixedAt: "2026-01" },
    z: { fewestSteps: 9 },
  };
  expect(mergeProgress(a, b).games).toEqual(games);
  expect(mergeProgress(b, a).games).toEqual(games);
  expect(mergeProgress(a, emptyProgress())).toEqual(a);
  expect(mergeProgress(emptyProgress(), a)).toEqual(a);
});

test("keys of a newer workbook are kept, and a key is never more than a key", () => {
  const parsed = parseProgress(
    '{"version":1,"later":[1],"lessons":{"__proto__":{"screen":1,"done":true}}}',
  );
  if (parsed.kind !== "fit") throw new Error("expected a progress that fits");
  const merged = mergeProgress(emptyProgress(), parsed.progress);
  expect(JSON.parse(JSON.stringify(merged))).toEqual(parsed.progress);
  expect(Object.getPrototypeOf(merged.lessons)).toBe(Object.prototype);
});
