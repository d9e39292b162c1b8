// Every level of the game is played: it breaks at par by its hints, as the explorer says, and our solution cannot be broken in it.

// Before the answers, which may keep functions of Atomics for themselves.
import "#workbook/explorer/index.ts";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Exercise } from "#workbook/course/course.ts";
import { readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { writeMistake } from "#workbook/course/mistake-answer.ts";
import type { KnownMistake } from "#workbook/course/mistakes-page.ts";
import { refine } from "#workbook/explorer/index.ts";
import { type Game, Match, openGame } from "#workbook/game/game.ts";
import { type Level, levels } from "#workbook/game/levels.ts";
import { type Exports, specifications } from "#workbook/game/specifications.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const exercises = (await loadCourse(root)).lessons.flatMap((lesson) => lesson.exercises);

interface Loaded {
  mistake: Exports;
  solution: Exports;
  specification: Exports;
}

async function load({ exercise: id, mistake: name }: Level): Promise<Loaded> {
  const exercise = exercises.find((one) => one.id === id);
  if (!exercise) throw new Error(`there is no exercise ${id}`);
  const mistake = findMistake(exercise, name);
  if (!mistake) throw new Error(`${id} has no mistake ${name}`);
  return {
    mistake: await import(writeMistake(root, exercise, mistake)),
    solution: await import(exercise.solutionFile),
    specification: await import(join(root, "test", "lessons", specifications[id]?.file ?? "")),
  };
}

function findMistake(exercise: Exercise, name: string): KnownMistake | undefined {
  return readKnownMistakes(root, exercise).find((one) => one.name === name);
}

/** The explorer's own shortest schedule in the level's program, up to where it goes round. */
function findShortest(level: Level, { mistake, specification }: Loaded): number {
  const shape = level.threads.map((calls) => calls.length);
  const of = specifications[level.exercise]?.specify(specification, mistake, [shape]);
  if (!of) throw new Error(`${level.exercise} has no specification`);
  const wanted = JSON.stringify(level.threads);
  const { refused } = refine({
    ...of,
    starts: of.starts.filter(({ name }) => name === level.start),
    allows: (threads) => JSON.stringify(threads) === wanted,
  });
  if (!refused) throw new Error("it holds");
  const { schedule, trace } = refused.exploration;
  return trace?.loopFrom ?? schedule.length;
}

/** Takes the hints; the steps, and what failed. */
function followHints(game: Game): { steps: number; outcome: string; message: string } {
  const match = new Match(game);
  for (let { hint } = match.position(); hint; { hint } = match.position()) match.choose(hint);
  const { outcome, failure } = match.look();
  return { steps: match.schedule.length, outcome, message: failure?.message ?? "" };
}

/** What a goal has to name, by what the explorer says when it has come true. */
const kinds = {
  " sleeps forever; ": "sleeps? forever",
  " until its timeout: ": "until its timeout",
  "nothing orders the two": "a data race",
  "In the end ": "[Ii]n the end",
  " comes back; ": "get.* permit",
};

function wordsOfGoal(message: string): RegExp {
  const [, value] = / (?:gives|throws) (\S+);/.exec(message) ?? [];
  const known = Object.entries(kinds).find(([part]) => message.includes(part));
  return new RegExp(value ?? known?.[1] ?? message);
}

describe("the levels", () => {
  it.each(levels)("$exercise: $mistake is broken at par, and our solution never", async (level) => {
    const loaded = await load(level);
    const game = openGame(level, loaded.mistake, loaded.specification);
    expect(game.par).toBe(level.par);
    expect(new Match(game).position().canEndWell, "some schedule ends well").toBe(true);
    expect(findShortest(level, loaded)).toBe(level.par);
    const { message, ...end } = followHints(game);
    expect(end).toEqual({ steps: level.par, outcome: "broken" });
    expect(level.goal).toMatch(wordsOfGoal(message));
    const held = openGame(level, loaded.solution, loaded.specification);
    expect([held.par, [...held.map.failures]]).toEqual([undefined, []]);
  });

  it("are edits of a right answer, so that they are mended by mending what they show", () => {
    for (const { exercise: id, mistake: name } of levels) {
      const exercise = exercises.find((one) => one.id === id);
      const mistake = exercise && findMistake(exercise, name);
      const level = `${id}: ${name}`;
      expect(typeof mistake?.answer, `${level} is a whole file`).toBe("object");
      expect(mistake?.base ?? "right-answers/", `what ${level} edits`).toMatch(/^right-answers\//);
    }
  });

  it("have goals that fit two lines of a narrow terminal, without what only a specification says", () => {
    for (const { goal } of levels) {
      expect(goal).toMatch(/^[A-Z].*\.$/);
      expect(goal.length, goal).toBeLessThanOrEqual(110);
      expect(goal).not.toContain("if each call is one step");
    }
  });

  it("are thirty or more, each of a mistake of its own, easiest first in a lesson", () => {
    expect(levels.length).toBeGreaterThanOrEqual(30);
    expect(new Set(levels.map(({ exercise, mistake }) => `${exercise}/${mistake}`)).size).toBe(
      levels.length,
    );
    const keys = levels.map(({ exercise, par }) => exercise.slice(0, 2) + String(par).padStart(3));
    expect(keys).toEqual(keys.toSorted());
    expect(levels.filter(({ par }) => par < 3 || par > 25)).toEqual([]);
  });
});
