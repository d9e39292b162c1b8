// Exercise `graceful-stop`: nothing new, what was begun is finished, but not forever.

import { systemClock } from "#lesson/08-processes/clock.ts";
import type { GracefulStopOptions } from "#lesson/08-processes/parts.ts";

/**
 * The first signal stops the parts, one after the other, then ends the program: with 0, or with 1 if
 * a part failed or the time was over. A second one ends it immediately, with 128 and the signal's number.
 */
export function stopGracefully({
  parts,
  timeoutMs,
  signals = process,
  exit = process.exit,
  report = console.error,
  clock = systemClock,
}: GracefulStopOptions): void {
  // TODO: Control-C sends SIGINT. And what does a second signal do?
  signals.on("SIGTERM", () => void stopAll());

  async function stopAll(): Promise<void> {
    // TODO: one part that fails, or throws, must not keep the others from stopping; `report` its name and why.
    // TODO: `clock.sleep(timeoutMs, …)`, then `report` the part that has not stopped, and `exit(1)`,
    // unless all have stopped before.
    for (const part of parts) void part.stop();
    report(`stopped within ${timeoutMs} ms of ${clock.nowMs}`);
    exit(0);
  }
}
