// right: one promise for each place in the order, resolved by whoever is done next

import type { Future } from "#solution/07-pools/future.ts";

export async function* asCompleted<Result>(
  futures: Iterable<Future<Result>>,
): AsyncGenerator<Future<Result>, void> {
  const all = [...new Set(futures)];
  const resolvers: ((future: Future<Result>) => void)[] = [];
  const places = all.map(
    () =>
      new Promise<Future<Result>>((resolve) => {
        resolvers.push(resolve);
      }),
  );
  for (const future of all) future.onDone(() => resolvers.shift()?.(future));
  for (const place of places) yield await place;
}

export type Until = "all" | "first" | "first-error";

export interface Waited<Result> {
  done: Set<Future<Result>>;
  pending: Set<Future<Result>>;
}

export async function wait<Result>(
  futures: Iterable<Future<Result>>,
  until: Until = "all",
  signal: AbortSignal = new AbortController().signal,
): Promise<Waited<Result>> {
  const all = new Set(futures);
  const ends = [...all].map((future) => future.error());
  const firstError = new Promise<void>((resolve) => {
    for (const future of all) future.onDone(({ state }) => state === "rejected" && resolve());
  });
  const stopListening = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { signal: stopListening.signal });
  });
  const over: Promise<unknown>[] = [aborted, Promise.all(ends)];
  if (until === "first") over.push(...ends);
  if (until === "first-error") over.push(firstError);
  await Promise.race(over);
  stopListening.abort();
  const isDone = (future: Future<Result>) => future.isDone;
  const done = new Set([...all].filter(isDone));
  return { done, pending: new Set([...all].filter((future) => !done.has(future))) };
}
