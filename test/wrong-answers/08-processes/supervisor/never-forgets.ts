// wrong: counts failures of last year
// verdict: test-failed
// says: what run() came to when a steady run failed
// hint: A process that ran for `steadyMs` was healthy. Its failure is the first of a new row.
//   How long it ran, `clock.nowMs` knows: the test turns that clock, and does not wait.

import {
  type Exit,
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

  async run(): Promise<Ending> {
    const { clock, firstPauseMs, longestPauseMs, maxFailures } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      const end = await this.#runOnce();
      if (signal.aborted) break;
      if (isSuccess(end)) return "ended";
      failures = failures + 1;
      if (failures >= maxFailures) throw new GaveUpError(failures, end);
      await clock.sleep(Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs), signal);
    }
    return "stopped";
  }

  stop(): void {
    this.#stopping.abort();
    this.#current?.stop();
  }

  async #runOnce(): Promise<Exit | unknown> {
    try {
      this.#current = this.#options.start();
      return await this.#current.ended;
    } catch (error) {
      return error;
    } finally {
      this.#current = undefined;
    }
  }
}

function isSuccess(end: unknown): boolean {
  return typeof end === "object" && end !== null && "code" in end && end.code === 0;
}
