// The shape of the progress file, and how an unfit one is told from a fit one.

import type { VerdictKind } from "../checker/verdict.ts";

/** Everything remembered between runs. Times are ISO strings. Unknown keys are kept as they are. */
export interface Progress {
  version: 1;
  /** By exercise id, such as `01-threads/join`. */
  exercises: Record<string, ExerciseProgress>;
  /** By exercise id. */
  copies: Record<string, CopyRecord>;
  /** By lesson id, such as `01-threads`. */
  lessons: Record<string, LessonProgress>;
  /** By demo, such as `01-threads/coffee`. */
  predictions: Record<string, PredictionMade>;
  /** By question id. */
  quiz: Record<string, QuizMemory>;
  /** Id of the exercise or lesson last worked on. */
  current?: string;
}

export interface ExerciseProgress {
  passedAt?: string;
  checks: number;
  lastVerdict?: {
    kind: VerdictKind;
    sentence: string;
    /** Why the sleepers of its counterexample sleep on. */
    why?: string;
    test?: string;
    at: string;
  };
  hintsShown: number;
  /** Sentence of the failure whose own hint was shown, and why its sleepers sleep on. */
  hintedMistake?: string;
  solutionShown?: string;
}

/** Where a learner's copy came from. Hashes are SHA-256 in hexadecimal. */
export interface CopyRecord {
  /** The stub that the copy was made from. */
  stubHash: string;
  /** The course's version at that time. */
  courseVersion?: string;
  /** The later stub that the learner was told about. */
  toldAbout?: string;
  /** The learner's edit of the stub that they chose to leave there. */
  editLeft?: string;
}

export interface LessonProgress {
  /** The screen to show next, from 0. */
  screen: number;
  done: boolean;
  /** Whether the lesson's quiz was gone through to its end once. */
  quizTaken?: boolean;
}

export interface PredictionMade {
  /** Index of the option, from 0. */
  chosen: number;
  right: boolean;
  at: string;
}

export interface QuizMemory {
  box: number;
  dueAt?: string;
  right: number;
  wrong: number;
  lastAt: string;
}

export const currentVersion = 1;

export function emptyProgress(): Progress {
  return { version: 1, exercises: {}, copies: {}, lessons: {}, predictions: {}, quiz: {} };
}

/** The entry of one exercise, made if there is none yet. */
export function exerciseProgress(progress: Progress, id: string): ExerciseProgress {
  const entry = progress.exercises[id] ?? { checks: 0, hintsShown: 0 };
  progress.exercises[id] = entry;
  return entry;
}

export type ParsedProgress =
  | { kind: "fit"; progress: Progress }
  | { kind: "newer"; version: number }
  | { kind: "corrupt"; fault: string };

/** Reads the text of a progress file. Slots that are missing are empty ones. */
export function parseProgress(text: string): ParsedProgress {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "corrupt", fault: "it is not JSON" };
  }
  if (!isObject(value)) return { kind: "corrupt", fault: "it is not a JSON object" };
  const { version } = value;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return { kind: "corrupt", fault: "it has no version" };
  if (version > currentVersion) return { kind: "newer", version };
  const filled = { ...emptyProgress(), ...value };
  const fault = findFault(filled, progressShape, "");
  return fault === undefined ? { kind: "fit", progress: filled } : { kind: "corrupt", fault };
}

/** What a value must be: a primitive, or an object of them. `x?` may be absent, `*` is every key. */
type Shape = "string" | "number" | "boolean" | { [key: string]: Shape };

const progressShape: Shape = {
  exercises: {
    "*": {
      "passedAt?": "string",
      checks: "number",
      "lastVerdict?": {
        kind: "string",
        sentence: "string",
        "why?": "string",
        "test?": "string",
        at: "string",
      },
      hintsShown: "number",
      "hintedMistake?": "string",
      "solutionShown?": "string",
    },
  },
  copies: {
    "*": {
      stubHash: "string",
      "courseVersion?": "string",
      "toldAbout?": "string",
      "editLeft?": "string",
    },
  },
  lessons: { "*": { screen: "number", done: "boolean", "quizTaken?": "boolean" } },
  predictions: { "*": { chosen: "number", right: "boolean", at: "string" } },
  quiz: {
    "*": { box: "number", "dueAt?": "string", right: "number", wrong: "number", lastAt: "string" },
  },
  "current?": "string",
};

function findFault(value: unknown, shape: Shape, path: string): string | undefined {
  if (typeof shape === "string") {
    const found = value === null ? "null" : typeof value;
    return found === shape ? undefined : `at ${path} it has ${found} in place of a ${shape}`;
  }
  if (!isObject(value)) return `at ${path} it has no object`;
  for (const [key, inner] of Object.entries(shape)) {
    const name = key.replace(/\?$/, "");
    const names = key === "*" ? Object.keys(value) : [name];
    for (const each of names) {
      if (key.endsWith("?") && value[each] === undefined) continue;
      const fault = findFault(value[each], inner, path === "" ? each : `${path} › ${each}`);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
