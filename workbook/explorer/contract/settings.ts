// The options of an exploration with their defaults filled in.

import type { ExploreOptions, Reductions } from "./scenario.ts";

export interface Settings {
  maxStates: number;
  timeMs: number;
  threadMs: number;
  timeouts: "explore" | "never";
  spurious: boolean;
  preemptions: number;
  random: { schedules: number; seed: number; depth: number } | undefined;
  reductions: Reductions;
  mergeAfterStates: number;
  mergeAfterMs: number;
  mergeAfterHistories: number;
  loopRounds: number;
  /** How much longer than its processor time a thread is given on the wall. */
  patience: number;
}

export function fillIn(options: ExploreOptions): Settings {
  const { random } = options;
  return {
    maxStates: options.maxStates ?? 5_000_000,
    timeMs: options.timeMs ?? 60_000,
    threadMs: options.threadMs ?? 2_000,
    timeouts: options.timeouts ?? "explore",
    spurious: options.spurious ?? false,
    preemptions: options.preemptions ?? Number.POSITIVE_INFINITY,
    random: random && {
      schedules: random.schedules,
      seed: random.seed ?? 1,
      depth: random.depth ?? 3,
    },
    // A schedule is told by threads that keep their places.
    reductions: { symmetry: random === undefined, merge: true, ...options.reductions },
    mergeAfterStates: options.mergeAfterStates ?? 3_000_000,
    mergeAfterMs: options.mergeAfterMs ?? 10_000,
    mergeAfterHistories: options.mergeAfterHistories ?? Number.POSITIVE_INFINITY,
    loopRounds: options.loopRounds ?? 20_000,
    patience: 1,
  };
}
