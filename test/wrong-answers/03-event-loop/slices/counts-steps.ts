// wrong: counts steps instead of time
// verdict: test-failed
// says: in slices of 8: gave way after: expected '8, 16, 24, 32', got 'never'
// hint: A step may take a microsecond or a second, so so many steps are no time.
//   `performance.now()` tells the time.

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
  let steps = 0;
  for (;;) {
    if (signal?.aborted) {
      computation.return?.();
      throw signal.reason;
    }
    const step = computation.next();
    if (step.done) return step.value;
    if (++steps % 1_000 === 0) await nextTurn();
  }
}
