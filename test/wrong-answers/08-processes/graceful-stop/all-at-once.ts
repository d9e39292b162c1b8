// wrong: stops all parts at the same time
// verdict: test-failed
// says: at first: expected [ 'server stops' ], got [ 'server stops', 'jobs stops', 'database stops' ]
// hint: The jobs need the database until the last of them is done. Stop the parts one after the other.

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
    const timeout = clock.sleep(timeoutMs, done.signal).then(() => {
      if (done.signal.aborted) return;
      report(`${current?.name} has not stopped after ${timeoutMs} ms`);
      end(1);
    });
    const stopOne = async (part: Part): Promise<void> => {
      current = part;
      try {
        await part.stop();
      } catch (error) {
        isWell = false;
        report(`${part.name} did not stop well: ${error}`);
      }
    };
    await Promise.all(parts.map(stopOne));
    done.abort();
    await timeout;
    end(isWell ? 0 : 1);
  }

  function end(code: number): void {
    if (hasExited) return;
    hasExited = true;
    exit(code);
  }
}
