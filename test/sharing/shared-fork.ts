// A process that runs the same test file again and again, as long as each answer leaves it as it found it.

import { existsSync, readFileSync } from "node:fs";
import type { PoolOptions, WorkerRequest } from "vitest/node";
import { Fork } from "../../workbook/checker/runner/fork.ts";
import { leftAsFound } from "./process-marks.ts";

/** What each run has loaded stays in the memory of its process. */
const maxRuns = 32;

export class SharedFork extends Fork {
  /** Called in place of its end when it may run the test file again. */
  onFree: () => void = () => {};
  readonly #environments: PoolOptions["project"]["vite"]["environments"];
  #runs = 0;
  #staysOn = false;

  constructor(options: PoolOptions, journalFolder: string, explorer?: string) {
    super(options, journalFolder, explorer);
    this.#environments = options.project.vite.environments;
  }

  override send(message: WorkerRequest): void {
    if (message.type === "run") {
      this.#runs += 1;
      message.context.invalidates = this.#listForgotten();
    }
    if (message.type === "stop") this.#staysOn = this.#runs < maxRuns && this.#isLeftAsFound();
    super.send(message);
  }

  override async stop(): Promise<void> {
    if (!this.#staysOn || !this.isRunning) return await super.stop();
    this.#staysOn = false;
    // Those of the run that is over.
    for (const event of ["message", "error", "exit"]) this.process.removeAllListeners(event);
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.removeAllListeners("data");
    this.ignoreErrors();
    this.onFree();
  }

  #isLeftAsFound(): boolean {
    const journal = existsSync(this.journalFile) ? readFileSync(this.journalFile, "utf8") : "";
    return journal.split("\n").includes(leftAsFound);
  }

  /** The files that Vite transforms again: a process that has run them before must forget them, too. */
  #listForgotten(): string[] {
    const modules = Object.values(this.#environments).flatMap(({ moduleGraph }) => [
      ...moduleGraph.idToModuleMap.values(),
    ]);
    return modules.flatMap(({ file, transformResult }) => (file && !transformResult ? [file] : []));
  }
}
