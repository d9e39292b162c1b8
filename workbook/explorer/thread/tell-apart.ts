// What shows that two histories should not have been one local state, said where they became one.

import type { Operation } from "../memory/operation.ts";
import type { History } from "./history.ts";
import type { HistoryTree } from "./history-tree.ts";
import type { Fold, Local } from "./local.ts";
import { bisect, repeat } from "./rounds.ts";
import type { Experiment, Signatures } from "./signature.ts";

/**
 * `x` and `y` differ after `difference`, though they came from one local state. Goes back to the last place at
 * which both are in one: the operation there, and the experiment that shows the difference from there on.
 */
export function tellApart(
  tree: HistoryTree,
  signatures: Signatures,
  homeOf: (history: History) => Local | undefined,
  x: History,
  y: History,
  difference: Experiment,
): { op: Operation; experiment: Experiment } | undefined {
  const results = [...difference.results];
  let op = x.op;
  let a = x;
  let b = y;
  while (a.parent && b.parent && Object.is(a.result, b.result)) {
    const home = homeOf(a.parent);
    if (home === undefined || home !== homeOf(b.parent)) break;
    results.unshift(a.result);
    a = a.parent;
    b = b.parent;
    op = a.op;
  }
  if (op === undefined) return undefined;
  const experiment = { results, isDeep: difference.isDeep };
  const folds = homeOf(a)?.folds ?? [];
  return { op, experiment: tellRoundsApart(tree, signatures, folds, a, b, experiment) };
}

/**
 * `x` and `y` differ after `experiment`. If `y` is `x` some rounds of a loop later, the experiment that tells
 * `x` from itself one round later; otherwise `experiment`.
 */
function tellRoundsApart(
  tree: HistoryTree,
  signatures: Signatures,
  folds: readonly Fold[],
  x: History,
  y: History,
  experiment: Experiment,
): Experiment {
  for (const { period } of folds) {
    const rounds = (y.depth - x.depth) / period.length;
    if (!Number.isInteger(rounds) || rounds < 2) continue;
    if (tree.extendAll(x, repeat(period, rounds)) !== y) continue;
    const differsAfter = (n: number): boolean =>
      signatures.differ(x, tree.extendAll(x, repeat(period, n)), experiment);
    const first = bisect(0, rounds, differsAfter);
    return { ...experiment, results: [...repeat(period, first - 1), ...experiment.results] };
  }
  return experiment;
}
