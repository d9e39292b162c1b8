// wrong: looks for what is done when the reader asks, and finds it in the order of the list
// verdict: test-failed
// says: what came, soup being in the list twice: expected 'toast, soup, stew', got 'soup, stew, toast'
// hint: While the reader is busy, several are done, and a look at the list does not tell which of
//   them was first. Let each say so itself when it is done: `onDone`, into a list of your own.

import type { Future } from "#solution/07-pools/future.ts";

/**
 * Those that are done come first, then each of the others when it is done, in that order: also
 * rejected and cancelled ones. Nobody waits for a slow one behind which others are done.
 */
export async function* asCompleted<Result>(
  futures: Iterable<Future<Result>>,
): AsyncGenerator<Future<Result>, void> {
  const left = new Set(futures);
  while (left.size > 0) {
    await Promise.race([...left].map((future) => future.error()));
    for (const future of left) {
      if (!future.isDone) continue;
      left.delete(future);
      yield future;
    }
  }
}

/** `first-error` ends with the first one that is rejected, or when all are done. */
export type Until = "all" | "first" | "first-error";

export interface Waited<Result> {
  done: Set<Future<Result>>;
  /** They go on: whoever does not need them any more cancels them. */
  pending: Set<Future<Result>>;
}

/**
 * Resolves at once if what is waited for has happened. Never rejects: ask the futures.
 *
 * @param signal ends the wait when it aborts, such as `AbortSignal.timeout(500)`
 */
export async function wait<Result>(
  futures: Iterable<Future<Result>>,
  until: Until = "all",
  signal?: AbortSignal,
): Promise<Waited<Result>> {
  const all = [...new Set(futures)];
  const isOver = () =>
    signal?.aborted ||
    all.every(({ isDone }) => isDone) ||
    (until === "first" && all.some(({ isDone }) => isDone)) ||
    (until === "first-error" && all.some(({ state }) => state === "rejected"));
  if (!isOver()) {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!isOver()) return;
        signal?.removeEventListener("abort", look);
        resolve();
      };
      signal?.addEventListener("abort", look);
      for (const future of all) future.onDone(look);
    });
  }
  return {
    done: new Set(all.filter(({ isDone }) => isDone)),
    pending: new Set(all.filter(({ isDone }) => !isDone)),
  };
}
