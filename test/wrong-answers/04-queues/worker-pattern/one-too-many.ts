// wrong: begins a job, then waits until there is room for it
// verdict: test-failed
// says: jobs that were worked on at once: expected 2, got 3
// hint: The job that waits for room is being worked on already. Ask for room first, then begin.

import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

/** What came of a job. An error is a result too. */
export type Outcome<Job, Result> =
  | { job: Job; ok: true; value: Result }
  | { job: Job; ok: false; error: unknown };

export interface WorkerOptions {
  /** How many jobs are worked on at once. */
  workers: number;
  /** Ends the work when it is aborted; the iteration then throws its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Works on `jobs`, begins when the first outcome is asked for, and yields each outcome as soon as it
 * is there. Jobs are taken as they are needed. Whoever reads slowly slows the workers down. However
 * the iteration ends, by `break` too: no job is begun after it, and none is still being worked on.
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
  const running = new AsyncQueue<string>(workers);
  const outcomes = new AsyncQueue<Outcome<Job, Result>>(workers);
  const all: Promise<void>[] = [];
  const feed = async (): Promise<void> => {
    for await (const job of jobs) {
      const task = attempt(job, work, signal).then(async (outcome) => {
        await running.get();
        await outcomes.put(outcome);
      });
      all.push(task);
      await running.put("one more", { signal });
    }
    await Promise.all(all);
  };
  feed()
    .catch((reason) => stop.abort(reason))
    .finally(() => outcomes.close());
  try {
    yield* outcomes;
    signal.throwIfAborted();
  } finally {
    stop.abort();
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
