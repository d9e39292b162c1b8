// wrong: goes through the computation by `for … of`, which throws its result away
// verdict: test-failed
// says: resolves to what the computation returns
// hint: A generator *returns* its result, and `for … of` sees only what it yields. `next()`
//   tells `done` and `value`.

import { setImmediate as nextTurn } from "node:timers/promises";

export interface SliceOptions {
  /** How long to compute at a stretch, in milliseconds. Default: 10. */
  sliceMs?: number;
  /** Looked at before every slice. */
  signal?: AbortSignal;
}

/**
 * Runs a computation that yields after each of its steps, such as a generator. After every slice the event
 * loop goes round. No step begins in a slice that has lasted `sliceMs`, and no slice ends before that.
 *
 * @returns what the computation returns
 * @throws what the computation throws; the signal's reason if it aborts first, once the computation
 *   has been told by `return()`, so that its `finally` has run
 */
export async function runInSlices<Result>(
  computation: Iterator<unknown, Result>,
  { sliceMs = 10, signal }: SliceOptions = {},
): Promise<Result> {
  let startedMs = performance.now();
  let last: unknown;
  for (const value of { [Symbol.iterator]: () => computation }) {
    if (signal?.aborted) throw signal.reason;
    last = value;
    if (performance.now() - startedMs < sliceMs) continue;
    await nextTurn();
    startedMs = performance.now();
  }
  return last as Result;
}
