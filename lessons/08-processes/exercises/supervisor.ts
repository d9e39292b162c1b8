// Exercise `supervisor`: starts a process again when it fails, slower each time, and not forever.

import {
  GaveUpError,
  type Supervised,
  type SupervisorOptions,
} from "#lesson/08-processes/supervised.ts";

export type Ending = "ended" | "stopped";

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #stopping = new AbortController();
  #current: Supervised | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /**
   * Returns "stopped" after `stop`, however the process ended then; else "ended" after exit code 0.
   * After `stop` nothing is started, even if `stop` was called before `run`.
   *
   * @throws GaveUpError
   */
  async run(): Promise<Ending> {
    const { start, clock, firstPauseMs } = this.#options;
    while (!this.#stopping.signal.aborted) {
      // TODO: a start that throws is a failure too.
      this.#current = start();
      const exit = await this.#current.ended;
      // TODO: after `stop` any exit is the end, and no failure; else the one with code 0 is.
      console.debug(`it ended with ${exit.signal ?? exit.code}`);
      // TODO: count failures in a row. What ran for `steadyMs` begins a new row. After
      // `maxFailures` of them throw a GaveUpError whose cause is the last one.
      // TODO: each pause is twice as long as the one before, up to `longestPauseMs`.
      await clock.sleep(firstPauseMs);
    }
    return "stopped";
  }

  stop(): void {
    this.#stopping.abort();
    // TODO: what runs must be asked to end, and a pause must not be slept to its end.
  }
}
