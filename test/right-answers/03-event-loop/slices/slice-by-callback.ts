// right: a chain of callbacks instead of a loop

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
export function runInSlices<Result>(
  computation: Iterator<unknown, Result>,
  { sliceMs = 10, signal }: SliceOptions = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const takeSlice = (): void => {
      try {
        if (signal?.aborted) {
          computation.return?.();
          reject(signal.reason);
          return;
        }
        const endMs = performance.now() + sliceMs;
        do {
          const step = computation.next();
          if (step.done) {
            resolve(step.value);
            return;
          }
        } while (performance.now() < endMs);
        setImmediate(takeSlice);
      } catch (error) {
        reject(error);
      }
    };
    takeSlice();
  });
}
