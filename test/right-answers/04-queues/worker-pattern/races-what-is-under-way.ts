// right: no workers at all: begins as many jobs as there may be, and races them with the next job

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
  const list = (async function* () {
    yield* jobs;
  })();
  const atWork = new Set<Promise<void>>();
  const finished: Outcome<Job, Result>[] = [];
  const begin = (job: Job): void => {
    const task: Promise<void> = attempt(job, work, signal).then((outcome) => {
      atWork.delete(task);
      finished.push(outcome);
    });
    atWork.add(task);
  };
  let hasMore = true;
  let coming: Promise<void> | undefined;
  const takeNext = async (): Promise<void> => {
    const { done, value } = await list.next();
    coming = undefined;
    if (done) hasMore = false;
    else if (!signal.aborted) begin(value);
  };
  let giveUp = (_reason: unknown): void => {};
  const aborted = new Promise<never>((_, reject) => (giveUp = reject));
  if (signal.aborted) giveUp(signal.reason);
  else signal.addEventListener("abort", () => giveUp(signal.reason));
  try {
    for (;;) {
      if (hasMore && !coming && atWork.size < workers) coming = takeNext();
      // What the list throws is seen by the race, which the reader may be long in asking for.
      coming?.catch(() => {});
      if (!coming && atWork.size === 0 && finished.length === 0) break;
      if (finished.length === 0)
        await Promise.race([aborted, ...(coming ? [coming] : []), ...atWork]);
      const outcome = finished.shift();
      if (outcome) yield outcome;
    }
    signal.throwIfAborted();
  } finally {
    stop.abort();
    await Promise.all(atWork);
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
