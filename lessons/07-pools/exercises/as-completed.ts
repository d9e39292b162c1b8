// Exercise `as-completed`: wait for many futures, for each as it is done or for some of them.

import type { Future } from "#solution/07-pools/future.ts";

/**
 * Those that are done come first, then each of the others when it is done, in that order: also
 * rejected and cancelled ones. Nobody waits for a slow one behind which others are done.
 * One that is in the list twice comes once.
 */
export async function* asCompleted<Result>(
  futures: Iterable<Future<Result>>,
): AsyncGenerator<Future<Result>, void> {
  for (const future of futures) {
    // TODO: this waits for the slow ones too. Listen to all futures before you wait for one.
    await future.error();
    yield future;
  }
}

/** `first-error` ends with the first one that is rejected, or when all are done. With no futures, each ends at once. */
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
  _until: Until = "all",
  _signal?: AbortSignal,
): Promise<Waited<Result>> {
  const all = [...new Set(futures)];
  // TODO: wait until one is done, one is rejected, or all are done; or the signal aborts.
  return {
    done: new Set(all.filter(({ isDone }) => isDone)),
    pending: new Set(all.filter(({ isDone }) => !isDone)),
  };
}
