// Hands out the fork that has run the same tests before, if the answer has left it as it found it.

import type { PoolOptions } from "vitest/node";
import type { RunReport } from "../../workbook/checker/messages.ts";
import type { Fork } from "../../workbook/checker/runner/fork.ts";
import { ForkPool } from "../../workbook/checker/runner/fork-pool.ts";
import { SharedFork } from "./shared-fork.ts";

export class SharingForkPool extends ForkPool {
  #expected: string | undefined;
  #free: { fork: SharedFork; testFile: string | undefined } | undefined;

  override async expect(testFile: string): Promise<void> {
    this.#expected = testFile;
    if (this.#free && this.#free.testFile !== testFile) await this.#endFree();
    await super.expect(testFile);
  }

  override take(options: PoolOptions): Fork {
    const free = this.#free?.fork;
    this.#free = undefined;
    const fork = free?.isRunning ? free : super.take(options);
    const testFile = this.#expected;
    if (fork instanceof SharedFork) fork.onFree = () => this.#keep(fork, testFile);
    return fork;
  }

  override prepare(report?: RunReport): void {
    // An error that reached no test may come again.
    if (!report || report.strayErrors.length > 0) void this.#endFree();
    if (!this.#free) super.prepare();
  }

  protected override startFork(...place: ConstructorParameters<typeof SharedFork>): Fork {
    return new SharedFork(...place);
  }

  #keep(fork: SharedFork, testFile: string | undefined): void {
    void this.#endFree();
    this.#free = { fork, testFile };
  }

  async #endFree(): Promise<void> {
    const fork = this.#free?.fork;
    this.#free = undefined;
    await fork?.kill();
    fork?.removeJournal();
  }
}
