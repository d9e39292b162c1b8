// A guess of a thread machine that turned out wrong, and what is done then.

import type { ThreadMachine } from "./thread-machine.ts";

/** Two histories of one local state turned out to differ. The search starts again, wiser. */
export class MergeBroken extends Error {
  readonly machine: ThreadMachine;

  constructor(machine: ThreadMachine) {
    super("Two merged histories differ.");
    this.machine = machine;
  }
}

/** Does `work` and returns true; false if a merge was wrong: the machine has forgotten it, so start again. */
export function isDoneUnlessMergeBreaks(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof MergeBroken)) throw error;
    error.machine.restart();
    return false;
  }
}
