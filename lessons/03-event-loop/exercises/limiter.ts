// Exercise `limiter`: a number of tasks run at once, all others wait in line for their turn.

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
    line.push(resolve);
    // TODO: leave the line and reject when the signal aborts, or if it has aborted already.
    // TODO: stop listening to the signal when it is our turn.
  });
}

/**
 * @param concurrency how many tasks may run at once
 * @throws RangeError if that is not a positive whole number
 */
export function limit(concurrency: number): Limiter {
  // TODO: refuse a `concurrency` that makes no sense.
  const line = new WaitingLine<Turn>();

  return async (task, signal) => {
    // TODO: take a place, or wait in line for one.
    // TODO: give the place on, however the task ends: to the first in line, if there is one.
    return await task();
  };
}
