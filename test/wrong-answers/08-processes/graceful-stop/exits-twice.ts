// wrong: exits at the deadline and once more when the parts stop
// verdict: test-failed
// says: exits, though the parts stop after all
// hint: After the time was over, the parts may still come to their end. Who has exited once must not do it again.

import { constants } from "node:os";
import { systemClock } from "#lesson/08-processes/clock.ts";
import type { GracefulStopOptions, Part } from "#lesson/08-processes/parts.ts";

export function stopGracefully({
  parts,
  timeoutMs,
  signals = process,
  exit = process.exit,
  report = console.error,
  clock = systemClock,
}: GracefulStopOptions): void {
  let isStopping = false;

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
    const timeout = clock.sleep(timeoutMs, done.signal).then(() => {
      if (done.signal.aborted) return;
      report(`${current?.name} has not stopped after ${timeoutMs} ms`);
      end(1);
    });
    for (const part of parts) {
      current = part;
      try {
        await part.stop();
      } catch (error) {
        isWell = false;
        report(`${part.name} did not stop well: ${error}`);
      }
    }
    done.abort();
    await timeout;
    end(isWell ? 0 : 1);
  }

  function end(code: number): void {
    exit(code);
  }
}
