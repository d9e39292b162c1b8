// A result that a task gives away instead of a copy.

import type { Transferable } from "node:worker_threads";

const key = Symbol.for("interleave.moved");

export interface Moved<Value> {
  value: Value;
  [key]: readonly Transferable[];
}

/** For a task to return: `value` arrives without `transfer` having been copied. */
export function moved<Value>(value: Value, transfer: readonly Transferable[]): Moved<Value> {
  return { value, [key]: transfer };
}
