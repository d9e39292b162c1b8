// Watches a running answer and says when it will never end by itself.

import { readdirSync, readFileSync } from "node:fs";
import type { StopReason } from "../messages.ts";

/** What an answer is at: before its tests are known, it may stand still because it waits for our own work. */
export type Phase = "loading" | "testing" | "exploring";

/**
 * Bounds on one test. They count what the answer does and not what the clock says, so that
 * a busy machine changes no verdict: processor time for a loop without end, and time in which
 * none of its threads could run for a thread asleep or a promise that nothing settles.
 */
export interface Limits {
  /** The explorer bounds itself, and may take long. */
  processorMs: Record<Phase, number>;
  standstillMs: Record<Phase, number>;
  memoryBytes: number;
  outputBytes: number;
  /** The last resort, and the only bound on time where the system shows no processor time. */
  wallMs: number;
}

export const defaultLimits: Limits = {
  processorMs: { loading: 4_000, testing: 4_000, exploring: 12_000 },
  standstillMs: { loading: 9_000, testing: 1_500, exploring: 1_500 },
  memoryBytes: 768 * 1024 * 1024,
  outputBytes: 256 * 1024,
  wallMs: process.platform === "linux" ? 120_000 : 15_000,
};

const sampleEveryMs = 100;
/** Processor time in a sample below which a process counts as standing still. */
const stillMs = 20;

/** What a look at a process shows; `undefined` where the system has no /proc. */
export interface Sample {
  processorMs: number;
  memoryBytes: number;
  /** Whether some thread runs or waits for a processor. */
  isRunnable: boolean;
}

export interface Watched {
  /** Leader of the process group. */
  pid: number;
  /** `progress` grows with every test that starts or ends: then the bounds on time begin anew. */
  look(): { progress: number; phase: Phase };
}

/** Calls `onStop` at most once, with the first bound that the process group broke. Returns how to stop watching. */
export function supervise(
  watched: Watched,
  limits: Limits,
  onStop: (reason: StopReason) => void,
  sample: (pid: number) => Sample | undefined = sampleGroup,
): () => void {
  let progress = -1;
  let processorAtStart = 0;
  let processorBefore = 0;
  let startedAt = 0;
  // Counted in samples: while this process itself is kept busy, the answer may be waiting for it.
  let stillSamples = 0;
  const timer = setInterval(() => {
    const seen = sample(watched.pid);
    const now = watched.look();
    if (now.progress !== progress) {
      progress = now.progress;
      processorAtStart = seen?.processorMs ?? 0;
      startedAt = performance.now();
      stillSamples = 0;
    }
    const reason = findBrokenBound(seen, now.phase);
    if (!reason) return;
    clearInterval(timer);
    onStop(reason);
  }, sampleEveryMs);
  return () => clearInterval(timer);

  function findBrokenBound(seen: Sample | undefined, phase: Phase): StopReason | undefined {
    if (performance.now() - startedAt > limits.wallMs) return "wall-time";
    if (!seen) return undefined;
    const isStill = !seen.isRunnable && seen.processorMs - processorBefore < stillMs;
    stillSamples = isStill ? stillSamples + 1 : 0;
    processorBefore = seen.processorMs;
    if (seen.memoryBytes > limits.memoryBytes) return "memory";
    const processorMs = seen.processorMs - processorAtStart;
    if (processorMs > limits.processorMs[phase]) return "processor-time";
    if (stillSamples * sampleEveryMs >= limits.standstillMs[phase]) return "standing-still";
    return undefined;
  }
}

/** Adds up a process and its children, from Linux's /proc (proc(5)). */
export function sampleGroup(groupId: number): Sample | undefined {
  if (process.platform !== "linux") return undefined;
  const total: Sample = { processorMs: 0, memoryBytes: 0, isRunnable: false };
  for (const pid of processesOfGroup(groupId)) {
    try {
      const fields = statFields(`/proc/${pid}/stat`);
      total.processorMs += (Number(fields[11]) + Number(fields[12])) * msPerTick;
      const residentPages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
      total.memoryBytes += residentPages * pageBytes;
      for (const task of readdirSync(`/proc/${pid}/task`)) {
        const state = statFields(`/proc/${pid}/task/${task}/stat`)[0];
        if (state === "R" || state === "D") total.isRunnable = true;
      }
    } catch {
      // The process or thread ended while we looked.
    }
  }
  return total;
}

/** Linux reports processor time in hundredths of a second, whatever the kernel's own tick. */
const msPerTick = 10;
const pageBytes = 4096;

function processesOfGroup(groupId: number): number[] {
  const members = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (Number(statFields(`/proc/${name}/stat`)[2]) === groupId) members.push(Number(name));
    } catch {
      // It ended while we looked.
    }
  }
  return members;
}

/** The fields of a stat file from the state on; the command before it may hold any character. */
function statFields(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
