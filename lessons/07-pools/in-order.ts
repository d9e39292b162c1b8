// The results of many futures in the order of the futures, as soon as each is there.

import type { Future } from "#solution/07-pools/future.ts";

/** Throws what the first rejected one threw. Whoever leaves early cancels what has not begun. */
export async function* inOrder<Result>(
  futures: readonly Future<Result>[],
): AsyncGenerator<Result, void> {
  try {
    for (const future of futures) yield await future.result();
  } finally {
    for (const future of futures) future.cancel();
  }
}
