// Waits for many futures: for each as it is done, for the first, for all, or until one goes wrong.

import type { Future } from "#solution/07-pools/future.ts";

/**
 * Those that are done come first, then each of the others when it is done, in that order: also
 * rejected and cancelled ones. Nobody waits for a slow one behind which others are done.
 * One that is in the list twice comes once.
 */
export async function* asCompleted<Result>(
  futures: Iterable<Future<Result>>,
): AsyncGenerator<Future<Result>, void> {
  const all = new Set(futures);
  const done: Future<Result>[] = [];
  let wake = () => {};
  for (const future of all) {
    future.onDone(() => {
      done.push(future);
      wake();
    });
  }
  for (let left = all.size; left > 0; ) {
    if (done.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const next = done.splice(0);
    left -= next.length;
    yield* next;
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
  until: Until = "all",
  signal?: AbortSignal,
): Promise<Waited<Result>> {
  const all = [...new Set(futures)];
  await new Promise<void>((resolve) => {
    let open = all.length;
    const isOver = ({ state }: Future<Result>) =>
      open === 0 || until === "first" || (until === "first-error" && state === "rejected");
    if (open === 0 || signal?.aborted) return resolve();
    const giveUp = () => resolve();
    signal?.addEventListener("abort", giveUp, { once: true });
    for (const future of all) {
      future.onDone(() => {
        open--;
        if (!isOver(future)) return;
        signal?.removeEventListener("abort", giveUp);
        resolve();
      });
    }
  });
  return {
    done: new Set(all.filter(({ isDone }) => isDone)),
    pending: new Set(all.filter(({ isDone }) => !isDone)),
  };
}
