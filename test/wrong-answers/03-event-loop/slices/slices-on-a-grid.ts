// wrong: ends slices at fixed times from the beginning of all
// verdict: test-failed
// says: begins no step in a slice that is over, however long the steps take
// hint: A slice that began late ends late. Measure it from its own beginning.

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
  let sliceEnd = performance.now() + sliceMs;
  for (;;) {
    if (signal?.aborted) {
      computation.return?.();
      throw signal.reason;
    }
    const step = computation.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    sliceEnd += sliceMs;
    await nextTurn();
  }
}
