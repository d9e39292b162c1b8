// right: races what is left, as long as none is done

import type { Future } from "#solution/07-pools/future.ts";

export async function* asCompleted<Result>(
  futures: Iterable<Future<Result>>,
): AsyncGenerator<Future<Result>, void> {
  const done: Future<Result>[] = [];
  const wait = async (future: Future<Result>): Promise<void> => {
    await future.error();
    done.push(future);
  };
  const ends = new Map([...new Set(futures)].map((future) => [future, wait(future)]));
  while (ends.size > 0) {
    if (done.length === 0) await Promise.race(ends.values());
    const future = done.shift();
    if (!future) continue;
    ends.delete(future);
    yield future;
  }
}

export type Until = "all" | "first" | "first-error";

export interface Waited<Result> {
  done: Set<Future<Result>>;
  pending: Set<Future<Result>>;
}

export async function wait<Result>(
  futures: Iterable<Future<Result>>,
  until: Until = "all",
  signal?: AbortSignal,
): Promise<Waited<Result>> {
  const waited: Waited<Result> = { done: new Set(), pending: new Set(futures) };
  let giveUp = () => {};
  const aborted = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  if (signal?.aborted) giveUp();
  signal?.addEventListener("abort", giveUp);
  const watch = async () => {
    for await (const future of asCompleted(waited.pending)) {
      const isError = future.state === "rejected";
      if (until === "first" || (until === "first-error" && isError)) return;
    }
  };
  await Promise.race([watch(), aborted]);
  signal?.removeEventListener("abort", giveUp);
  for (const future of [...waited.pending]) {
    if (future.isDone && waited.pending.delete(future)) waited.done.add(future);
  }
  return waited;
}
