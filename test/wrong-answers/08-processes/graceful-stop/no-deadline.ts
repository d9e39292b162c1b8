// wrong: waits for ever
// verdict: test-failed
// says: exits when the time is over: expected [ 'exit 1' ], got []
// hint: A request that hangs would hang your stop. After `timeoutMs` by `clock`, the
//   program ends anyway. The test turns that clock by hand: `setTimeout` knows nothing of it.

import { constants } from "node:os";
import type { GracefulStopOptions } from "#lesson/08-processes/parts.ts";

export function stopGracefully({
  parts,
  signals = process,
  exit = process.exit,
  report = console.error,
}: GracefulStopOptions): void {
  let isStopping = false;
  let hasExited = false;

  for (const signal of ["SIGTERM", "SIGINT"] as const) signals.on(signal, () => hear(signal));

  function hear(signal: "SIGTERM" | "SIGINT"): void {
    if (isStopping) end(128 + constants.signals[signal]);
    else void stopAll();
  }

  async function stopAll(): Promise<void> {
    isStopping = true;
    let isWell = true;
    for (const part of parts) {
      try {
        await part.stop();
      } catch (error) {
        isWell = false;
        report(`${part.name} did not stop well: ${error}`);
      }
    }
    end(isWell ? 0 : 1);
  }

  function end(code: number): void {
    if (hasExited) return;
    hasExited = true;
    exit(code);
  }
}
