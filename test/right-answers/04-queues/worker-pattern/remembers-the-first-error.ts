// right: the feeder keeps what went wrong for the reader, and the crew locks up when all are home

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

/** Tells one worker that there are no more jobs. */
const end = Symbol("end of jobs");

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
  { workers, signal }: WorkerOptions,
): AsyncGenerator<Outcome<Job, Result>, void, undefined> {
  if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`workers: ${workers}`);
  const stop = new AbortController();
  const all = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const queue = new AsyncQueue<{ job: Job } | typeof end>(workers);
  const outcomes = new AsyncQueue<Outcome<Job, Result>>(workers);
  let wrong: { error: unknown } | undefined;

  async function feed() {
    try {
      for await (const job of jobs) await queue.put({ job }, { signal: all });
      for (let i = 0; i < workers; i++) await queue.put(end, { signal: all });
    } catch (error) {
      wrong ??= { error };
      stop.abort(error);
    }
  }
  async function serve() {
    for (;;) {
      const next = await queue.get({ signal: all });
      if (next === end || next === undefined) return;
      all.throwIfAborted();
      const { job } = next;
      let outcome: Outcome<Job, Result>;
      try {
        outcome = { job, ok: true, value: await work(job, all) };
      } catch (error) {
        outcome = { job, ok: false, error };
      }
      await outcomes.put(outcome, { signal: all });
    }
  }
  const crew = Promise.allSettled(Array.from({ length: workers }, serve));
  void feed();
  void crew.then(() => outcomes.close());
  try {
    yield* outcomes;
    signal?.throwIfAborted();
    if (wrong) throw wrong.error;
  } finally {
    stop.abort();
    await crew;
  }
}
