// One history of a thread: the results that it was given, one after the other, and what it does next.

import type { Operation, Value } from "../memory/operation.ts";
import type { End } from "./end.ts";

/** A node of a `HistoryTree`. */
export interface History {
  parent: History | undefined;
  /** The result that led here from `parent`. */
  result: Value;
  depth: number;
  /** What the thread does next; undefined at its end. */
  op: Operation | undefined;
  end: End | undefined;
  children: Map<Value, History> | undefined;
  /** The thread was run for it before the search asked. */
  isForeseen: boolean;
}

/** Results to feed to a thread: `rounds` times round a loop, and then the way out of it. */
export interface Excursion {
  period: readonly Value[];
  rounds: number;
  exit: readonly Value[];
}

export function makeHistory(parent: History | undefined, result: Value): History {
  const depth = parent === undefined ? 0 : parent.depth + 1;
  return {
    parent,
    result,
    depth,
    op: undefined,
    end: undefined,
    children: undefined,
    isForeseen: false,
  };
}

/** A `Map` takes -0 for 0; a log must not. */
export function mapKey(value: Value): Value {
  return Object.is(value, -0) ? "-0" : value;
}

/** The result that `mapKey` made `key` of. */
export function resultOf(key: Value): Value {
  return key === "-0" ? -0 : key;
}
