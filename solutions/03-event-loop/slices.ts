// Runs a long computation a slice at a time, so that the event loop goes round in between.

import { setImmediate as nextTurn } from "node:timers/promises";

export interface SliceOptions {
  /** How long to compute at a stretch, in milliseconds, more than 0. Default: 10. */
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
  for (;;) {
    if (signal?.aborted) {
      computation.return?.();
      throw signal.reason;
    }
    const startedMs = performance.now();
    do {
      const step = computation.next();
      if (step.done) return step.value;
    } while (performance.now() - startedMs < sliceMs);
    // A turn of the event loop. `await null` is none: promises run before the loop goes on.
    await nextTurn();
  }
}
