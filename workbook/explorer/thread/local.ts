// One local state of a thread: the histories that lead to it, and where its operation leads.

import type { Operation, Reach, Value } from "../memory/operation.ts";
import type { End } from "./end.ts";
import type { History } from "./history.ts";

export interface Local {
  id: number;
  op: Operation | undefined;
  end: End | undefined;
  edges: Map<Value, Local>;
  /** Every history known to lead here. New edges are tried on all of them. */
  histories: History[];
  /** The ends of loops that lead back here. */
  folds: Fold[];
  /** What the thread may touch from here on, by the edges that are known. */
  reach: Reach;
  /** A loop begins here: each loop has one such local state at least. */
  isLoopHead: boolean;
  /** The local states with an edge to this one. */
  sources: Local[];
}

/** Adds an edge: whatever `to` may touch, `from` may, and what leads there. */
export function connect(from: Local, key: Value, to: Local): void {
  from.edges.set(key, to);
  to.sources.push(from);
  if (leadsTo(to, from)) to.isLoopHead = true;
  const changed = [to];
  for (let next = changed.pop(); next !== undefined; next = changed.pop()) {
    for (const source of next.sources) {
      const reach = unite(source.reach, next.reach);
      if (reach === source.reach) continue;
      source.reach = reach;
      changed.push(source);
    }
  }
}

/** Whether a thread can come from one local state to the other. */
function leadsTo(from: Local, to: Local): boolean {
  const reached = new Set([from]);
  for (const local of reached) {
    if (local === to) return true;
    for (const next of local.edges.values()) reached.add(next);
  }
  return false;
}

/** `x` itself, if it has all of `y`. */
function unite(x: Reach, y: Reach): Reach {
  const reads = x.reads | y.reads;
  const writes = x.writes | y.writes;
  const waits = x.waits | y.waits;
  const notifies = x.notifies | y.notifies;
  const isWhole =
    reads === x.reads && writes === x.writes && waits === x.waits && notifies === x.notifies;
  return isWhole ? x : { reads, writes, waits, notifies };
}

/** A loop that leads back: `period` goes round once, and ends with `result` after `from`. */
export interface Fold {
  from: History;
  result: Value;
  period: readonly Value[];
}

/** Whether two histories do the same next, or are over in the same way. */
export function hasSameNext(x: History, y: History): boolean {
  return x.op === y.op && x.end?.key === y.end?.key;
}
