// Tells which limit a process group has broken, so that what never ends by itself can be ended.

import { type GroupUsage, measureGroup } from "./process-stat.ts";

/** Why a process was stopped before its work was done. */
export type StopReason =
  | "processor-time"
  | "standing-still"
  | "output"
  | "memory"
  | "wall-time"
  | "cancelled";

/** What a process is at: before its tests are known, it may stand still because it waits for our own work. */
export type Phase = "loading" | "testing" | "exploring";

/**
 * Limits on one test. They count what the answer does and not what the clock says, so that
 * a busy machine changes no verdict: processor time for a loop without end, and time in which
 * none of its threads could run for a thread asleep or a promise that nothing settles.
 */
export interface Limits {
  /** The explorer bounds itself: whoever lets it run allows for that. */
  processorMs: Record<Phase, number>;
  standstillMs: Record<Phase, number>;
  memoryBytes: number;
  /** For the reader of the output to enforce. */
  outputBytes: number;
  /** The last resort, and the only limit on time where the system shows no processor time. */
  wallMs: number;
}

export const defaultLimits: Limits = {
  processorMs: { loading: 4_000, testing: 4_000, exploring: 4_000 },
  standstillMs: { loading: 9_000, testing: 1_500, exploring: 1_500 },
  memoryBytes: 768 * 1024 * 1024,
  outputBytes: 256 * 1024,
  wallMs: process.platform === "linux" ? 120_000 : 15_000,
};

const measureEveryMs = 100;
/**
 * Whoever fills memory is stopped for that, however slowly a busy machine lets it: by so much more memory its
 * processor time counts anew.
 */
const growthBytes = 64 * 1024 * 1024;
/** Processor time between two measurements below which a group counts as standing still. */
const stillMs = 20;

export interface LimitedGroup {
  /** Leader of the process group. */
  pid: number;
  /** `progress` grows with every test that starts or ends: then the limits on time begin anew, and in a new phase. */
  look(): { progress: number; phase: Phase };
}

/** Calls `onStop` at most once, with the first limit that the group broke. Returns how to lift the limits. */
export function enforceLimits(
  group: LimitedGroup,
  limits: Limits,
  onStop: (reason: StopReason) => void,
  measure: (groupId: number) => GroupUsage | undefined = measureGroup,
): () => void {
  let progress = -1;
  let phase: Phase | undefined;
  let processorAtStart = 0;
  let memoryAtStart = 0;
  let processorBefore = 0;
  let startedAt = 0;
  // Counted in measurements: while this process itself is kept busy, the answer may be waiting for it.
  let stillTimes = 0;
  const timer = setInterval(() => {
    const usage = measure(group.pid);
    const now = group.look();
    // What a busy machine made of the loading must not count against the first test.
    if (now.progress !== progress || now.phase !== phase) {
      ({ progress, phase } = now);
      processorAtStart = usage?.processorMs ?? 0;
      memoryAtStart = usage?.memoryBytes ?? 0;
      startedAt = performance.now();
      stillTimes = 0;
    }
    const reason = findBrokenLimit(usage, now.phase);
    if (!reason) return;
    clearInterval(timer);
    onStop(reason);
  }, measureEveryMs);
  return () => clearInterval(timer);

  function findBrokenLimit(usage: GroupUsage | undefined, phase: Phase): StopReason | undefined {
    if (performance.now() - startedAt > limits.wallMs) return "wall-time";
    if (!usage) return undefined;
    const isStill = !usage.isRunnable && usage.processorMs - processorBefore < stillMs;
    stillTimes = isStill ? stillTimes + 1 : 0;
    processorBefore = usage.processorMs;
    if (usage.memoryBytes > limits.memoryBytes) return "memory";
    if (usage.memoryBytes > memoryAtStart + growthBytes) {
      memoryAtStart = usage.memoryBytes;
      processorAtStart = usage.processorMs;
    }
    const processorMs = usage.processorMs - processorAtStart;
    if (processorMs > limits.processorMs[phase]) return "processor-time";
    if (stillTimes * measureEveryMs >= limits.standstillMs[phase]) return "standing-still";
    return undefined;
  }
}
