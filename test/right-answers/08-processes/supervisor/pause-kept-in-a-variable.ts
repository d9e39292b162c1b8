// right: keeps the next pause in place of the number

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

  /**
   * Starts it, and starts it again after each failure. Call it once.
   *
   * @returns "ended" after an exit with code 0, "stopped" after `stop`
   * @throws GaveUpError after `maxFailures` failures in a row
   */
  async run(): Promise<Ending> {
    const { clock, firstPauseMs, longestPauseMs, maxFailures, steadyMs } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const startedAtMs = clock.nowMs;
      const end = await this.#runOnce();
      if (signal.aborted) break;
      if (isSuccess(end)) return "ended";
      // The pauses do not count as running: the clock is read before them.
      if (clock.nowMs - startedAtMs >= steadyMs) {
        failures = 0;
        pauseMs = firstPauseMs;
      }
      failures++;
      if (failures >= maxFailures) throw new GaveUpError(failures, end);
      await clock.sleep(pauseMs, signal);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
    return "stopped";
  }

  /** Ends the pause, or asks what runs to end; `run` returns when it has ended. */
  stop(): void {
    this.#stopping.abort();
    this.#current?.stop();
  }

  /** Resolves to the exit, or to what `start` threw. */
  async #runOnce(): Promise<Exit | unknown> {
    try {
      this.#current = this.#options.start();
      // `stop` may have been called in between, and knew no process to ask.
      if (this.#stopping.signal.aborted) this.#current.stop();
      return await this.#current.ended;
    } catch (error) {
      return error;
    } finally {
      this.#current = undefined;
    }
  }
}

/** What a signal killed has no exit code: null is no success. */
function isSuccess(end: unknown): boolean {
  return typeof end === "object" && end !== null && "code" in end && end.code === 0;
}
