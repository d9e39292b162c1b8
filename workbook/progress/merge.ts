// Two progress files of one learner, such as the terminal's and a browser's, made one.

import type { Progress } from "./shape.ts";

type Table<Entry> = Record<string, Entry>;
type ExerciseEntry = Progress["exercises"][string];
type LessonEntry = Progress["lessons"][string];
type GameEntry = NonNullable<Progress["games"]>[string];

/** What was done in either is done. Where they differ, `own` decides what is of its place: copies, the current lesson. */
export function mergeProgress(own: Progress, other: Progress): Progress {
  const games = mergeTables(own.games ?? {}, other.games ?? {}, mergeGame);
  return {
    ...other,
    ...own,
    exercises: mergeTables(own.exercises, other.exercises, mergeExercise),
    copies: { ...other.copies, ...own.copies },
    lessons: mergeTables(own.lessons, other.lessons, mergeLesson),
    // A prediction is made once: the first one is it.
    predictions: mergeTables(own.predictions, other.predictions, (a, b) => (b.at < a.at ? b : a)),
    quiz: mergeTables(own.quiz, other.quiz, (a, b) => (b.lastAt > a.lastAt ? b : a)),
    ...((own.games ?? other.games) && { games }),
  };
}

function mergeExercise(own: ExerciseEntry, other: ExerciseEntry): ExerciseEntry {
  const isOlder = (own.lastVerdict?.at ?? "") < (other.lastVerdict?.at ?? "");
  const [older, newer] = isOlder ? [own, other] : [other, own];
  const passedAt = earlier(own.passedAt, other.passedAt);
  const solutionShown = earlier(own.solutionShown, other.solutionShown);
  return {
    ...older,
    ...newer,
    ...(passedAt !== undefined && { passedAt }),
    ...(solutionShown !== undefined && { solutionShown }),
    checks: Math.max(own.checks, other.checks),
    hintsShown: Math.max(own.hintsShown, other.hintsShown),
  };
}

function mergeLesson(own: LessonEntry, other: LessonEntry): LessonEntry {
  return {
    ...other,
    ...own,
    screen: Math.max(own.screen, other.screen),
    done: own.done || other.done,
    ...((own.quizTaken || other.quizTaken) && { quizTaken: true }),
  };
}

function mergeGame(own: GameEntry, other: GameEntry): GameEntry {
  const steps = [own.fewestSteps ?? [], other.fewestSteps ?? []].flat();
  const fixedAt = earlier(own.fixedAt, other.fixedAt);
  return {
    ...other,
    ...own,
    ...(steps.length > 0 && { fewestSteps: Math.min(...steps) }),
    ...(fixedAt !== undefined && { fixedAt }),
  };
}

/** Of two ISO times. */
function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

function mergeTables<Entry>(
  own: Table<Entry>,
  other: Table<Entry>,
  merge: (own: Entry, other: Entry) => Entry,
): Table<Entry> {
  const both = Object.entries(own).map(([key, entry]): [string, Entry] => {
    const theirs = Object.hasOwn(other, key) ? other[key] : undefined;
    return [key, theirs === undefined ? entry : merge(entry, theirs)];
  });
  // `fromEntries` defines keys, so that a key such as `__proto__` in a file is one like any other.
  return Object.fromEntries([...Object.entries(other), ...both]);
}
