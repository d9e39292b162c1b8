// A process that runs the same test file again and again, as long as each answer leaves it as it found it.

import { existsSync, readFileSync } from "node:fs";
import type { WorkerRequest } from "vitest/node";
import { Fork } from "../../workbook/checker/runner/fork.ts";
import { leftAsFound } from "./process-marks.ts";

/** What each run has loaded stays in the memory of its process. */
const maxRuns = 32;

export class SharedFork extends Fork {
  /** Called in place of its end when it may run the test file again. */
  onFree: () => void = () => {};
  #runs = 0;

  override send(message: WorkerRequest): void {
    if (message.type === "run") this.#runs += 1;
    if (message.type === "stop" && this.#runs < maxRuns && this.#isLeftAsFound())
      this.stayOn(() => this.onFree());
    super.send(message);
  }

  #isLeftAsFound(): boolean {
    const journal = existsSync(this.journalFile) ? readFileSync(this.journalFile, "utf8") : "";
    return journal.split("\n").includes(leftAsFound);
  }
}
