// right: no queue of jobs: the workers share one iterator, which gives each job once

import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

/** What came of a job. An error is a result too. */
export type Outcome<Job, Result> =
  | { job: Job; ok: true; value: Result }
  | { job: Job; ok: false; error: unknown };

export interface WorkerOptions {
  /** How many jobs are worked on at once. */
  workers: number;
  /** When it is aborted, no job is begun any more, and the iteration throws its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Works on `jobs`, begins when the first outcome is asked for, and yields each outcome as soon as it
 * is there. Jobs are taken as they are needed. Whoever reads slowly slows the workers down. However
 * the iteration ends, by `break` too: no job is begun after it, and none is still being worked on.
 * It does not wait for `jobs` then, which may never go on.
 *
 * @param work its signal is aborted when its result is no longer wanted
 * @throws what `jobs` throws, the signal's reason, RangeError for a wrong number of workers
 */
export async function* runWorkers<Job, Result>(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  work: (job: Job, signal: AbortSignal) => Result | Promise<Result>,
  options: WorkerOptions,
): AsyncGenerator<Outcome<Job, Result>, void, undefined> {
  const { workers } = options;
  if (!Number.isInteger(workers) || workers < 1)
    throw new RangeError(`expected a positive whole number of workers, got ${workers}`);

  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const outcomes = new AsyncQueue<Outcome<Job, Result>>(1);
  async function* once(): AsyncGenerator<Job> {
    yield* jobs;
  }
  const shared = once();
  // A list may be silent forever: an abort is not.
  const aborted = new Promise<IteratorReturnResult<void>>((resolve) => {
    const leave = () => resolve({ done: true, value: undefined });
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
  const serve = async (): Promise<void> => {
    for (;;) {
      const { done, value: job } = await Promise.race([shared.next(), aborted]);
      if (done || signal.aborted) return;
      await outcomes.put(await attempt(job, work, signal), { signal });
    }
  };
  let failure: { reason: unknown } | undefined;
  const crew = Array.from({ length: workers }, serve);
  void Promise.all(crew)
    .catch((reason) => {
      failure = { reason };
      stop.abort(reason);
    })
    .finally(() => outcomes.close());
  try {
    for await (const outcome of outcomes) {
      if (failure) break;
      signal.throwIfAborted();
      yield outcome;
    }
    if (failure) throw failure.reason;
    signal.throwIfAborted();
  } finally {
    stop.abort();
    await Promise.allSettled(crew);
  }
}

async function attempt<Job, Result>(
  job: Job,
  work: (job: Job, signal: AbortSignal) => Result | Promise<Result>,
  signal: AbortSignal,
): Promise<Outcome<Job, Result>> {
  try {
    return { job, ok: true, value: await work(job, signal) };
  } catch (error) {
    return { job, ok: false, error };
  }
}
