// wrong: ignores who asks again
// verdict: test-failed
// says: exits at a second signal, SIGINT: expected [ 'exit 130' ], got []
// hint: Whoever presses Control-C twice does not want to wait. End at once.

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

  function hear(_signal: "SIGTERM" | "SIGINT"): void {
    if (!isStopping) void stopAll();
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
    if (hasExited) return;
    hasExited = true;
    exit(code);
  }
}
