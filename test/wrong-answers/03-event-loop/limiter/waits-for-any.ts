// wrong: waits for any of the tasks to end, and does not look again
// verdict: test-failed
// says: ran at once, with
// hint: When a task ends, everybody who waits for any of them goes on. How many places are free
//   then?

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
  const running = new Set<Promise<unknown>>();

  return async (task, signal) => {
    signal?.throwIfAborted();
    if (running.size >= concurrency) await Promise.race(running).catch(() => undefined);
    const run = (async () => task())();
    running.add(run);
    try {
      return await run;
    } finally {
      running.delete(run);
    }
  };
}
