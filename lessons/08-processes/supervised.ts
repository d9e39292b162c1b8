// What a supervisor watches over: something that is started, runs, and ends.

import type { ChildProcess } from "node:child_process";
import type { Clock } from "./clock.ts";

/** How it ended: one of the two is null. */
export interface Exit {
  code: number | null;
  /** The signal that killed it. */
  signal: NodeJS.Signals | null;
}

export interface Supervised {
  /** Resolves when it has ended, however that came about. Never rejects. */
  readonly ended: Promise<Exit>;
  /** Asks it to end. It may take its time. */
  stop(): void;
}

export interface SupervisorOptions {
  /** Starts it. Throws if that fails. */
  start(): Supervised;
  /** The pause after the first failure; each pause in a row is twice as long as the one before. */
  firstPauseMs: number;
  /** No pause is longer. */
  longestPauseMs: number;
  /** So many failures in a row are the last ones. */
  maxFailures: number;
  /** What ran so long before it failed begins a new row. */
  steadyMs: number;
  clock: Clock;
}

/** The supervisor has given up; `cause` is the last failure, an Exit or what `start` threw. */
export class GaveUpError extends Error {
  override readonly name = "GaveUpError";

  constructor(failures: number, cause: unknown) {
    super(`gave up after ${failures} failures in a row`, { cause });
  }
}

/** Lets a supervisor watch over a process. */
export function supervise(child: ChildProcess): Supervised {
  return {
    ended: new Promise((resolve) => {
      // One that cannot be started reports an error and may report no exit.
      child.once("error", () => resolve({ code: 1, signal: null }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    }),
    stop: () => void child.kill("SIGTERM"),
  };
}
