// The options of an exploration, checked, and with their defaults filled in.

import type { ExploreOptions, Outcome, RandomOptions, Reductions } from "./scenario.ts";

const noBound = Number.POSITIVE_INFINITY;

export interface Settings {
  maxStates: number;
  maxHistories: number;
  timeMs: number;
  threadMs: number;
  timeouts: "explore" | "never";
  spurious: boolean;
  /** Infinity: no bound. */
  preemptions: number;
  random: Required<RandomOptions> | undefined;
  reductions: Reductions;
  /** What can come of the scenario is wanted: a thread that throws, or sleeps forever, is no failure. */
  collects: boolean;
  /** How far the thread that was run last has come, for those that sleep or spin forever. */
  tells: (() => string) | undefined;
  /** Only beside `collects`: what is wrong with an outcome. The first one with which something is, is a failure. */
  refuses: ((outcome: Outcome) => string | undefined) | undefined;
  /** Every failure is wanted, and what leads to it: the search goes on where it meets one. */
  maps: boolean;
  /** A failure may be told by the schedule of a reduced search, which need not be a shortest one. */
  tellsReduced: boolean;
  mergeAfterStates: number;
  mergeAfterMs: number;
  mergeAfterHistories: number;
  loopRounds: number;
  /** How much longer than its processor time a thread is given on the wall. */
  patience: number;
}

/** Throws a `RangeError` that says which option was expected to be what. */
export function fillIn(options: ExploreOptions): Settings {
  checkNumbers(options);
  const { random } = options;
  return {
    maxStates: options.maxStates ?? 5_000_000,
    maxHistories: options.maxHistories ?? noBound,
    timeMs: options.timeMs ?? 60_000,
    threadMs: options.threadMs ?? 2_000,
    timeouts: options.timeouts ?? "explore",
    spurious: options.spurious ?? false,
    preemptions: options.preemptions ?? noBound,
    random: random && { seed: 1, depth: 3, ...random },
    // A schedule is told by threads that are not interchanged.
    reductions: {
      symmetry: random === undefined,
      partialOrder: random === undefined,
      calls: random === undefined && options.preemptions === undefined,
      runAhead: random === undefined,
      merge: true,
      ...options.reductions,
    },
    collects: false,
    tells: undefined,
    refuses: undefined,
    maps: false,
    tellsReduced: false,
    mergeAfterStates: options.mergeAfterStates ?? 3_000_000,
    mergeAfterMs: options.mergeAfterMs ?? 10_000,
    mergeAfterHistories: options.mergeAfterHistories ?? noBound,
    loopRounds: options.loopRounds ?? 20_000,
    patience: 1,
  };
}

const amounts = [
  "timeMs",
  "threadMs",
  "maxHistories",
  "mergeAfterStates",
  "mergeAfterMs",
  "mergeAfterHistories",
] as const;

function checkNumbers(options: ExploreOptions): void {
  const { maxStates = noBound, preemptions = noBound, loopRounds, random } = options;
  if (maxStates !== noBound) checkWhole("maxStates", maxStates, 1);
  if (preemptions !== noBound) checkWhole("preemptions", preemptions, 0);
  checkWhole("loopRounds", loopRounds, 1);
  checkWhole("random.schedules", random?.schedules, 1);
  checkWhole("random.seed", random?.seed, 0);
  checkWhole("random.depth", random?.depth, 1);
  for (const name of amounts) {
    const value = options[name] ?? 0;
    if (!(value >= 0)) throw new RangeError(`Expected ${name} to be 0 or more, got ${value}.`);
  }
}

function checkWhole(name: string, value: number | undefined, min: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= min)) return;
  throw new RangeError(`Expected ${name} to be a whole number, ${min} or more, got ${value}.`);
}

/** The same search of all schedules, of threads that are not interchanged, with bounds that are `room` times as large. */
export function withoutReductions(settings: Settings, room: number): Settings {
  return {
    ...without(settings, "symmetry", "partialOrder", "calls"),
    timeMs: settings.timeMs * room,
    maxStates: settings.maxStates * room,
    maxHistories: settings.maxHistories * room,
    mergeAfterStates: settings.mergeAfterStates * room,
    mergeAfterMs: settings.mergeAfterMs * room,
    mergeAfterHistories: settings.mergeAfterHistories * room,
  };
}

/** The same search without some of its reductions. */
export function without(settings: Settings, ...names: (keyof Reductions)[]): Settings {
  const off = Object.fromEntries(names.map((name) => [name, false]));
  return { ...settings, reductions: { ...settings.reductions, ...off } };
}
