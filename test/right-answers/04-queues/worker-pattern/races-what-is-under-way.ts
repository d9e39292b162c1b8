// right: no workers at all: begins as many jobs as there may be, and races them

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
  const underWay = new Map<Promise<void>, Job>();
  const finished: Outcome<Job, Result>[] = [];
  const begin = (job: Job): void => {
    const task: Promise<void> = attempt(job, work, signal).then((outcome) => {
      underWay.delete(task);
      finished.push(outcome);
    });
    underWay.set(task, job);
  };
  let giveUp = (_reason: unknown): void => {};
  const aborted = new Promise<never>((_, reject) => (giveUp = reject));
  aborted.catch(() => {});
  const onAbort = (): void => giveUp(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort);
  try {
    for await (const job of jobs) {
      signal.throwIfAborted();
      begin(job);
      while (underWay.size === workers && finished.length === 0)
        await Promise.race([aborted, ...underWay.keys()]);
      for (let next = finished.shift(); next; next = finished.shift()) yield next;
    }
    while (underWay.size > 0 || finished.length > 0) {
      if (finished.length === 0) await Promise.race([aborted, ...underWay.keys()]);
      for (let next = finished.shift(); next; next = finished.shift()) yield next;
    }
    signal.throwIfAborted();
  } finally {
    stop.abort();
    await Promise.allSettled(underWay.keys());
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
