// wrong: looks at the signal before it gives way, not after
// verdict: test-failed
// says: takes no step after the signal has aborted between two slices” does not hold yet: steps that were taken after
//   the abort: expected 0, got 1
// hint: Nobody can abort while you compute. They can while the loop goes round: look after
//   that.

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
  signal?.throwIfAborted();
  for (;;) {
    const startedMs = performance.now();
    do {
      const step = computation.next();
      if (step.done) return step.value;
    } while (performance.now() - startedMs < sliceMs);
    if (signal?.aborted) {
      computation.return?.();
      throw signal.reason;
    }
    await nextTurn();
  }
}
