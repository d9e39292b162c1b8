// right: each place fetches the next job from a list until there is none

import type { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";

/** What calls somebody in the line in. */
export type Turn = () => void;

/**
 * Runs the task as soon as there is a place for it, in the order of the calls.
 *
 * @param signal a task that waits leaves the line when it aborts; one that runs looks for itself
 * @returns what the task returns
 * @throws what the task throws; the signal's reason if it aborted before the task began
 */
export type Limiter = <Result>(
  task: () => Promise<Result> | Result,
  signal?: AbortSignal,
) => Promise<Result>;

/**
 * Waits in line until somebody takes this turn out of it and calls it.
 *
 * @throws the signal's reason, at once, if it has aborted or does so first: then the turn is out of the line
 */
export function waitForTurn(line: WaitingLine<Turn>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!signal) {
      line.push(resolve);
      return;
    }
    signal.throwIfAborted();
    const leave = (): void => {
      line.remove(place);
      reject(signal.reason);
    };
    const place = line.push(() => {
      signal.removeEventListener("abort", leave);
      resolve();
    });
    signal.addEventListener("abort", leave, { once: true });
  });
}

/**
 * @param concurrency how many tasks may run at once
 * @throws RangeError if that is not a positive whole number
 */
export function limit(concurrency: number): Limiter {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`expected a positive whole number of places, got ${concurrency}`);
  }
  interface Job {
    run(): Promise<void>;
    isGivenUp: boolean;
  }
  const jobs: Job[] = [];
  let idle = concurrency;

  const fetchJobs = async (): Promise<void> => {
    idle--;
    for (let job = jobs.shift(); job; job = jobs.shift()) if (!job.isGivenUp) await job.run();
    idle++;
  };

  return (task, signal) =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        job.isGivenUp = true;
        reject(signal?.reason);
      };
      const job: Job = {
        isGivenUp: false,
        run: async () => {
          signal?.removeEventListener("abort", giveUp);
          try {
            resolve(await task());
          } catch (error) {
            reject(error);
          }
        },
      };
      if (signal?.aborted) giveUp();
      else {
        signal?.addEventListener("abort", giveUp, { once: true });
        jobs.push(job);
        if (idle > 0) void fetchJobs();
      }
    });
}
