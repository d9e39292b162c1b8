// wrong: rejects at the abort, and runs the task all the same
// verdict: test-failed
// says: rejects a task that waits as soon as its signal aborts” does not hold yet: tasks that were started
// hint: To reject a promise stops nobody who waits for something else. The turn must leave the
//   line, and the task must not be called.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";

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
  const line = new WaitingLine<Turn>();
  let free = concurrency;

  return (task, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => reject(signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      const run = async (): Promise<void> => {
        if (free > 0) free--;
        else await waitForTurn(line);
        signal?.removeEventListener("abort", onAbort);
        try {
          resolve(await task());
        } catch (error) {
          reject(error);
        } finally {
          const callNext = line.shift();
          if (callNext) callNext();
          else free++;
        }
      };
      void run();
    });
}
