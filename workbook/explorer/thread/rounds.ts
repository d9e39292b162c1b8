// Rounds of a loop, as results in a row: repeating them, finding them, and the way from one local state to another.

import type { Value } from "../memory/operation.ts";
import { type History, resultOf } from "./history.ts";
import type { Local } from "./local.ts";

/** Rounds after which a loop that counts them is folded all the same, at the price of `exhaustive`. */
export const countedRounds = 40;

/** The smallest number above `low` that `isAbove`, which `high` is known to be. */
export function bisect(low: number, high: number, isAbove: (n: number) => boolean): number {
  let below = low;
  let above = high;
  while (above - below > 1) {
    const middle = (above + below) >> 1;
    if (isAbove(middle)) {
      above = middle;
    } else {
      below = middle;
    }
  }
  return above;
}

export function repeat(period: readonly Value[], rounds: number): Value[] {
  const results: Value[] = [];
  for (let i = 0; i < rounds; i++) results.push(...period);
  return results;
}

/** The results that lead from one local state to another, shortest first; undefined if none do. */
export function findWay(from: Local, to: Local): Value[] | undefined {
  const reached = new Map<Local, { before: Local; result: Value } | undefined>([[from, undefined]]);
  for (const local of reached.keys()) {
    if (local === to) {
      const way: Value[] = [];
      for (let at = local, step = reached.get(at); step; step = reached.get(at)) {
        way.unshift(step.result);
        at = step.before;
      }
      return way;
    }
    for (const [key, next] of local.edges) {
      if (!reached.has(next)) reached.set(next, { before: local, result: resultOf(key) });
    }
  }
  return undefined;
}

/** The last `length` results, if the last `rounds` rounds of that length were all the same. */
export function findPeriod(history: History, length: number, rounds: number): Value[] | undefined {
  const period: Value[] = [];
  let node: History | undefined = history;
  const op = history.op;
  for (let at = 0; at < length * rounds; at++) {
    if (node?.parent === undefined) return undefined;
    if (at < length) {
      period.unshift(node.result);
    } else if (!Object.is(period[length - 1 - (at % length)], node.result)) {
      return undefined;
    }
    node = node.parent;
    if ((at + 1) % length === 0 && node.op !== op) return undefined;
  }
  return period;
}

/** Earlier histories at the operation of `first`, nearest first, each with the results that lead from it to `first`. */
export function* listWaysBack(
  first: History,
  homeOf: (history: History) => Local | undefined,
): Generator<{ back: History; period: Value[] }> {
  for (let node = first; node.parent !== undefined; ) {
    node = node.parent;
    if (node.op === first.op) yield { back: node, period: resultsBetween(node, first) };
    // Loops that are known to lead back to `node` may pass where the thread is now.
    for (const { from, result } of homeOf(node)?.folds ?? []) {
      const round = [result, ...resultsBetween(node, first)];
      for (let other = from; other !== node && other.parent !== undefined; other = other.parent) {
        if (other.op === first.op) yield { back: other, period: round.slice() };
        round.unshift(other.result);
      }
    }
  }
}

/** The results that lead from one history to a later one. */
function resultsBetween({ depth }: History, last: History): Value[] {
  const results: Value[] = [];
  for (let node = last; node.depth > depth && node.parent; node = node.parent) {
    results.push(node.result);
  }
  return results.reverse();
}
