// What a program consists of when it has to stop: parts that each take their time.

import type { EventEmitter } from "node:events";
import type { Clock } from "./clock.ts";

export interface Part {
  readonly name: string;
  /** Accepts nothing new; resolves when what it had begun is done. Fails if it rejects or throws. */
  stop(): Promise<void>;
}

export interface GracefulStopOptions {
  /** In the order in which to stop them: who accepts work first, what the work needs last. */
  parts: readonly Part[];
  /** After it, the program ends with what it has not done. */
  timeoutMs: number;
  /** Emits "SIGTERM" and "SIGINT"; by default `process`. */
  signals?: Pick<EventEmitter, "on" | "off">;
  /** Ends the program; by default `process.exit`. */
  exit?(code: number): void;
  /** Gets one line for each thing worth knowing; by default `console.error`. */
  report?(line: string): void;
  clock?: Clock;
}
