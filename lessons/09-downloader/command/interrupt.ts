// Control-C, or a polite request to end: the first one stops the work, a second one the program.

import { exitCodes } from "#lesson/09-downloader/exit-code.ts";

export interface Interrupt {
  /** Aborts with an error of the given message. */
  readonly signal: AbortSignal;
  stopListening(): void;
}

export function listenForInterrupt(message: string): Interrupt {
  const controller = new AbortController();
  const { signal } = controller;
  const onInterrupt = (): void => {
    // The second one is from somebody who does not want to wait.
    if (signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort(new Error(message));
  };
  process.on("SIGINT", onInterrupt).on("SIGTERM", onInterrupt);
  return {
    signal,
    stopListening: () => void process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt),
  };
}
