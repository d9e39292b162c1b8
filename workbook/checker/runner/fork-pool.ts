// Hands out forks, each for one run. A spare is kept running, so that a check does not wait for a process to start.

import type { PoolOptions } from "vitest/node";
import type { RunReport, RunRequest } from "../messages.ts";
import { Fork } from "./fork.ts";

export class ForkPool {
  readonly #journalFolder: string;
  readonly #explorer: string | undefined;
  /** `warmFor`: the tests that it has warmed up for; it may run no others. */
  #spare: { fork: Fork; warmFor: string | undefined } | undefined;
  #lastOptions: PoolOptions | undefined;
  /** All that are not gone yet: Vitest does not wait for the end of the last one. */
  readonly #forks = new Set<Fork>();

  /** @param explorer URL of the explorer, if it is compiled */
  constructor(journalFolder: string, explorer?: string) {
    this.#journalFolder = journalFolder;
    this.#explorer = explorer;
  }

  /** Says which tests run next. */
  async expect(testFile: string): Promise<void> {
    const { warmFor } = this.#spare ?? {};
    if (warmFor !== undefined && warmFor !== testFile) await this.#endSpare();
  }

  /** The fork for the expected tests. */
  take(options: PoolOptions): Fork {
    this.#lastOptions = options;
    const fork = this.#spare?.fork;
    this.#spare = undefined;
    return fork?.isRunning ? fork : this.#start(options);
  }

  /**
   * Starts a spare after a run, which has shown what a fork needs. Only for more of the same tests does it warm the
   * explorer up: cold, it takes up to twice as long.
   *
   * @param report what there is to say of the run, unless it broke
   */
  prepare({ testFile, warmsUp }: RunRequest, report?: RunReport): void {
    if (!this.#lastOptions || this.#spare) return;
    const explorer = warmsUp && report && explores(report) ? this.#explorer : undefined;
    const fork = this.#start(this.#lastOptions, explorer);
    this.#spare = { fork, warmFor: explorer && testFile };
  }

  /** Resolves when none of its forks is left. */
  async close(): Promise<void> {
    await Promise.all([...this.#forks].map(end));
  }

  protected startFork(options: PoolOptions, journalFolder: string, explorer?: string): Fork {
    return new Fork(options, journalFolder, explorer);
  }

  #start(options: PoolOptions, explorer?: string): Fork {
    const fork = this.startFork(options, this.#journalFolder, explorer);
    this.#forks.add(fork);
    fork.process.once("close", () => this.#forks.delete(fork));
    return fork;
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

function explores({ journal }: RunReport): boolean {
  return journal.some((entry) => entry.event === "test-started" && entry.explores);
}
