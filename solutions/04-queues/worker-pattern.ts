// Exercise `worker-pattern`: as many workers as asked, and a result for every job, as it comes.

import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

/** What came of a job. An error is a result too. */
export type Outcome<Job, Result> =
  | { job: Job; ok: true; value: Result }
  | { job: Job; ok: false; error: unknown };

export interface WorkerOptions {
  /** How many jobs are worked on at the same time. */
  workers: number;
  /** When it is aborted, no job is begun any more, and the iteration throws its reason. */
  signal?: AbortSignal | undefined;
}

/** Tells one worker that there are no more jobs. */
const end = Symbol("end of jobs");

/**
 * Works on `jobs`, begins when the first outcome is asked for, and yields each outcome as soon as it
 * is there. Jobs are taken as they are needed. A slow reader slows the workers down. However the
 * iteration ends, by `break` too: no job is begun after it, and none is still being worked on.
 * It does not wait for `jobs` then, which may never go on.
 *
 * @param work its signal is aborted when its result is no longer wanted
 * @throws what `jobs` throws, the signal's reason, RangeError for a wrong number of workers. Outcomes
 *   that were not yielded by then may be lost
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
  const queue = new AsyncQueue<{ job: Job } | typeof end>(workers);
  const outcomes = new AsyncQueue<Outcome<Job, Result>>(workers);

  const feed = async (): Promise<void> => {
    for await (const job of jobs) await queue.put({ job }, { signal });
    for (let worker = 0; worker < workers; worker++) await queue.put(end, { signal });
  };
  const serve = async (): Promise<void> => {
    for (;;) {
      const next = await queue.get({ signal });
      if (next === undefined || next === end) return;
      // The abort may have come while the job was on its way here.
      signal.throwIfAborted();
      await outcomes.put(await attempt(next.job, work, signal), { signal });
    }
  };

  // What is thrown may be undefined, too.
  let failure: { reason: unknown } | undefined;
  const crew = Array.from({ length: workers }, serve);
  Promise.all([feed(), ...crew])
    .catch((reason) => {
      failure = { reason };
      stop.abort(reason);
    })
    .finally(() => outcomes.close());
  try {
    yield* outcomes;
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
