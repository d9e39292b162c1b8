// right: one race between the parts and the time

import { constants } from "node:os";
import { systemClock } from "#lesson/08-processes/clock.ts";
import type { GracefulStopOptions, Part } from "#lesson/08-processes/parts.ts";

/**
 * Listens for SIGTERM and SIGINT. The first one stops the parts, one after the other, then ends the
 * program: with 0, or with 1 if a part failed or the time was over. A second one ends it at once,
 * with 128 and the signal's number, as the shell would say.
 */
export function stopGracefully({
  parts,
  timeoutMs,
  signals = process,
  exit = process.exit,
  report = console.error,
  clock = systemClock,
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
    let current: Part | undefined;
    const done = new AbortController();
    const stopped = (async () => {
      for (const part of parts) {
        current = part;
        await (async () => await part.stop())().catch((error: unknown) => {
          isWell = false;
          report(`${part.name}: ${error}`);
        });
      }
      return true;
    })();
    const isInTime = await Promise.race([stopped, clock.sleep(timeoutMs, done.signal)]);
    done.abort();
    if (!isInTime) report(`gave up on ${current?.name}`);
    end(isInTime && isWell ? 0 : 1);
  }

  function end(code: number): void {
    if (hasExited) return;
    hasExited = true;
    exit(code);
  }
}
