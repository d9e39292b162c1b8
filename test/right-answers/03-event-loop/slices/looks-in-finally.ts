// right: waits by a promise around setImmediate, and ends the computation in finally

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
  let isDone = false;
  try {
    for (let startedMs = performance.now(); ; ) {
      signal?.throwIfAborted();
      const { done, value } = computation.next();
      if (done) {
        isDone = true;
        return value;
      }
      if (performance.now() - startedMs < sliceMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      startedMs = performance.now();
    }
  } finally {
    if (!isDone) computation.return?.();
  }
}
