// Ends code that would never end by itself: a thread that computes forever, or catches everything.

import { Script } from "node:vm";

const key = Symbol.for("interleave.explorer.guarded");
const script = new Script(`globalThis[Symbol.for("interleave.explorer.guarded")]()`);

/** Work was cut off before it had its share of the processor: the machine is busy. Try again, for longer. */
export class Stalled extends Error {}

const wallNow = performance.now.bind(performance);
const threadCpuUsage = (process as { threadCpuUsage?: typeof process.cpuUsage }).threadCpuUsage;
const cpuUsage = (threadCpuUsage ?? process.cpuUsage).bind(process);

/** A clock, in milliseconds, that stands still while others have the processor. */
export function startClock(): () => number {
  const wallStart = wallNow();
  const cpuStart = cpuUsage();
  return () => {
    const { user, system } = cpuUsage(cpuStart);
    // Before Node 23.9 only the whole process can be measured: its other threads must not count.
    return Math.min((user + system) / 1000, wallNow() - wallStart);
  };
}

let isInBatch = false;

/**
 * Runs `work` under one guard in place of those inside it: each costs more than a small exploration. False if it was cut
 * off, for whatever reason. Then nothing of it counts.
 */
export function runBatch(work: () => void, timeoutMs: number): boolean {
  try {
    return runGuarded(
      () => {
        isInBatch = true;
        work();
      },
      timeoutMs,
      1,
    );
  } catch (error) {
    if (error instanceof Stalled) return false;
    throw error;
  } finally {
    isInBatch = false;
  }
}

/**
 * Runs `work` and returns true, or cuts it off once it has used `timeoutMs` of processor time and
 * returns false; nothing in `work` can catch that. It looks after `timeoutMs` times `patience` on
 * the wall: if less was used by then, it throws `Stalled`. Errors of `work` pass through.
 */
export function runGuarded(work: () => void, timeoutMs: number, patience: number): boolean {
  if (isInBatch) {
    work();
    return true;
  }
  const scope = globalThis as unknown as Record<symbol, unknown>;
  const outer = scope[key];
  const { stackTraceLimit } = Error;
  const elapsed = startClock();
  scope[key] = work;
  try {
    const timeout = Math.max(1, Math.ceil(timeoutMs * patience));
    // Errors may be reasons to start again: to draw a line of ours into each one's stack is wasted.
    script.runInThisContext({ timeout, displayErrors: false });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    if (elapsed() < timeoutMs * 0.9) throw new Stalled("The machine was busy.");
    return false;
  } finally {
    scope[key] = outer;
    // A run that was cut off could not give it back.
    Error.stackTraceLimit = stackTraceLimit;
  }
}
