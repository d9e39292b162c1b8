// Hands out forks, each for one run. A spare is kept running, so that a check does not wait for a process to start.

import type { PoolOptions } from "vitest/node";
import type { RunReport } from "../messages.ts";
import { Fork } from "./fork.ts";

export class ForkPool {
  readonly #journalFolder: string;
  readonly #onForks: (groups: number[]) => void;
  /** `rehearsedFor`: the tests that have run in it already; it may run no others. */
  #spare: { fork: Fork; rehearsedFor: string | undefined } | undefined;
  #lastOptions: PoolOptions | undefined;
  /** All that are not gone yet: Vitest does not wait for the end of the last one. */
  readonly #forks = new Set<Fork>();

  /** @param onForks hears which process groups there are, whenever that has changed */
  constructor(journalFolder: string, onForks: (groups: number[]) => void) {
    this.#journalFolder = journalFolder;
    this.#onForks = onForks;
  }

  /** Says which tests run next. */
  async expect(testFile: string): Promise<void> {
    const { rehearsedFor } = this.#spare ?? {};
    if (rehearsedFor !== undefined && rehearsedFor !== testFile) await this.#endSpare();
  }

  /** The fork for the expected tests. */
  take(options: PoolOptions): Fork {
    this.#lastOptions = options;
    const fork = this.#spare?.fork;
    this.#spare = undefined;
    return fork?.isRunning ? fork : this.#start(options);
  }

  /** Starts a spare after a run, which has shown what a fork needs; there is no `report` of it if it broke. */
  prepare(_report?: RunReport): void {
    if (!this.#lastOptions || this.#spare) return;
    this.#spare = { fork: this.#start(this.#lastOptions), rehearsedFor: undefined };
  }

  /** Makes the spare of a fork in which these tests have passed. */
  async keep(fork: Fork, testFile: string): Promise<void> {
    const before = this.#spare?.fork;
    this.#spare = { fork, rehearsedFor: testFile };
    if (before) await end(before);
  }

  /** Resolves when none of its forks is left. */
  async close(): Promise<void> {
    await Promise.all([...this.#forks].map(end));
  }

  protected startFork(options: PoolOptions, journalFolder: string): Fork {
    return new Fork(options, journalFolder);
  }

  #start(options: PoolOptions): Fork {
    const fork = this.startFork(options, this.#journalFolder);
    this.#forks.add(fork);
    this.#tellForks();
    fork.process.once("close", () => {
      this.#forks.delete(fork);
      this.#tellForks();
    });
    return fork;
  }

  #tellForks(): void {
    this.#onForks([...this.#forks].flatMap(({ process }) => process.pid ?? []));
  }

  async #endSpare(): Promise<void> {
    const fork = this.#spare?.fork;
    this.#spare = undefined;
    if (fork) await end(fork);
  }
}

async function end(fork: Fork): Promise<void> {
  await fork.kill();
  fork.removeJournal();
}
