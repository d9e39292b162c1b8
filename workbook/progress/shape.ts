// The shape of the progress file, said once for the compiler and for what is read, and how an unfit file is told
// from a fit one.

const currentVersion = 1;

/** Times are ISO strings, hashes SHA-256 in hexadecimal. */
const progressShape = {
  version: "number",
  /** By exercise id, such as `01-threads/join`. */
  exercises: {
    "*": {
      "passedAt?": "string",
      checks: "number",
      "lastVerdict?": {
        kind: "string",
        sentence: "string",
        /** Why the sleepers of its counterexample sleep on. */
        "why?": "string",
        "test?": "string",
        at: "string",
      },
      hintsShown: "number",
      /** Sentence of the failure whose own hint was shown, and why its sleepers sleep on. */
      "hintedMistake?": "string",
      "solutionShown?": "string",
    },
  },
  /** Where the learner's copies came from, by exercise id. */
  copies: {
    "*": {
      /** The stub that the copy was made from. */
      stubHash: "string",
      /** The course's version at that time. */
      "courseVersion?": "string",
      /** The later stub that the learner was told about. */
      "toldAbout?": "string",
      /** The learner's edit of the stub that they chose to leave there. */
      "editLeft?": "string",
    },
  },
  /** By lesson id, such as `01-threads`. */
  lessons: {
    "*": {
      /** The screen to show next, from 0. */
      screen: "number",
      done: "boolean",
      /** Whether the lesson's quiz was gone through to its end once. */
      "quizTaken?": "boolean",
    },
  },
  /** By demo, such as `01-threads/coffee`; `chosen` is the index of the option, from 0. */
  predictions: { "*": { chosen: "number", right: "boolean", at: "string" } },
  /** By question id. */
  quiz: {
    "*": { box: "number", "dueAt?": "string", right: "number", wrong: "number", lastAt: "string" },
  },
  /** By level of the game, such as `02-locks/mutex/test-then-set`: the fewest steps that broke it, and when it was fixed. */
  "games?": { "*": { "fewestSteps?": "number", "fixedAt?": "string" } },
  /** Id of the exercise or lesson last worked on. */
  "current?": "string",
} satisfies Shape;

/** Everything remembered between runs. Unknown keys are kept as they are. */
export type Progress = FromShape<typeof progressShape>;
export type CopyRecord = Progress["copies"][string];
type ExerciseProgress = Progress["exercises"][string];

export function emptyProgress(): Progress {
  const slots = { exercises: {}, copies: {}, lessons: {}, predictions: {}, quiz: {} };
  return { version: currentVersion, ...slots };
}

/** The entry of one exercise, made if there is none yet. */
export function exerciseProgress(progress: Progress, id: string): ExerciseProgress {
  const entry = progress.exercises[id] ?? { checks: 0, hintsShown: 0 };
  progress.exercises[id] = entry;
  return entry;
}

/** What a check said, as far as it is remembered. */
export interface FiledVerdict {
  kind: string;
  sentence: string;
  test?: string;
  passed: boolean;
  /** Why the sleepers of its counterexample sleep on; empty if there are none. */
  why: string;
}

/** Remembers what a check of an exercise said, and when, as an ISO string. */
export function fileVerdict(
  progress: Progress,
  id: string,
  { kind, sentence, test, passed, why }: FiledVerdict,
  at: string,
): void {
  const entry = exerciseProgress(progress, id);
  entry.checks += 1;
  entry.lastVerdict = { kind, sentence, at, ...(why && { why }), ...(test && { test }) };
  if (passed) entry.passedAt ??= at;
  progress.current = id;
}

/** Remembers that a level of the game was broken, by its name, and keeps the fewest steps. */
export function fileBroken(progress: Progress, level: string, steps: number): void {
  const entry = gameProgress(progress, level);
  entry.fewestSteps = Math.min(steps, entry.fewestSteps ?? steps);
}

/** Remembers when a level was first fixed, as an ISO string. */
export function fileFixed(progress: Progress, level: string, at: string): void {
  gameProgress(progress, level).fixedAt ??= at;
}

function gameProgress(progress: Progress, level: string): NonNullable<Progress["games"]>[string] {
  progress.games ??= {};
  const entry = progress.games[level] ?? {};
  progress.games[level] = entry;
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
  const filled: unknown = { ...emptyProgress(), ...value };
  if (hasShape(filled, progressShape)) return { kind: "fit", progress: filled };
  return { kind: "corrupt", fault: String(findFault(filled, progressShape)) };
}

/** A primitive, or an object of shapes: `x?` may be absent, `*` stands for every key. */
export type Shape = keyof Primitives | { [key: string]: Shape };

interface Primitives {
  string: string;
  number: number;
  boolean: boolean;
}

/** The type of the values that have a shape. Keys that the shape does not name may be there too. */
export type FromShape<S> = S extends keyof Primitives
  ? Primitives[S]
  : S extends { "*": infer Each }
    ? Record<string, FromShape<Each>>
    : Flat<
        { [Key in keyof S as Key extends `${string}?` ? never : Key]: FromShape<S[Key]> } & {
          [Key in keyof S as Key extends `${infer Name}?` ? Name : never]?: FromShape<S[Key]>;
        }
      >;

/** One object type in place of an intersection. */
type Flat<T> = { [Key in keyof T]: T[Key] };

export function hasShape<S extends Shape>(value: unknown, shape: S): value is FromShape<S> {
  return findFault(value, shape) === undefined;
}

/** Where a value first differs from a shape, in a few words; undefined if it does not. */
function findFault(value: unknown, shape: Shape, path = ""): string | undefined {
  if (typeof shape === "string") {
    const found = value === null ? "null" : typeof value;
    return found === shape ? undefined : `at ${path} it has ${found} in place of a ${shape}`;
  }
  if (!isObject(value)) return `at ${path} it has no object`;
  for (const [key, inner] of Object.entries(shape)) {
    const names = key === "*" ? Object.keys(value) : [key.replace(/\?$/, "")];
    for (const name of names) {
      if (key.endsWith("?") && value[name] === undefined) continue;
      const fault = findFault(value[name], inner, path === "" ? name : `${path} › ${name}`);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
