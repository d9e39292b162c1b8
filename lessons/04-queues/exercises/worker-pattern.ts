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
  { workers, signal }: WorkerOptions,
): AsyncGenerator<Outcome<Job, Result>, void, undefined> {
  // TODO: refuse a number of workers that is no positive whole number.
  const stop = new AbortController();
  const queue = new AsyncQueue<{ job: Job } | typeof end>(workers);
  const outcomes = new AsyncQueue<Outcome<Job, Result>>(workers);

  // TODO: put every job into the queue, and then an end marker for each worker.
  // TODO: start the workers; each puts an outcome for every job it gets, until it gets an end marker.
  // TODO: close the outcomes after the last worker; if something goes wrong, stop all of them.
  // TODO: yield the outcomes, then throw what went wrong. However that ends, leave no worker at work.
  for await (const job of jobs) {
    await queue.put({ job }, { signal });
    yield { job, ok: true, value: await work(job, stop.signal) };
  }
  outcomes.close();
}
