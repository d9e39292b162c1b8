// How far loops were followed that were then taken for ones without end: a bound that a verdict names.

import { countFinalRounds } from "./folds.ts";
import type { ThreadMachine } from "./thread-machine.ts";

/** The fewest rounds that any folded loop was tried for; undefined if none was folded. */
export function findLoopBound(machines: Iterable<ThreadMachine>): number | undefined {
  let fewest: number | undefined;
  for (const { locals, loopRounds } of machines) {
    for (const { period } of locals.flatMap(({ folds }) => folds)) {
      const rounds = Math.floor(countFinalRounds(period, loopRounds));
      fewest = Math.min(rounds, fewest ?? rounds);
    }
  }
  return fewest;
}
