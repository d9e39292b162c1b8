// Which limit a process group breaks, told of measurements that are made up: no machine is too busy for these tests.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  enforceLimits,
  type Limits,
  type Phase,
  type StopReason,
} from "#workbook/process/limits.ts";
import type { GroupUsage } from "#workbook/process/process-stat.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const mebibyte = 1024 * 1024;
const limits: Limits = {
  processorMs: { loading: 4_000, testing: 4_000, exploring: 4_000 },
  standstillMs: { loading: 9_000, testing: 1_500, exploring: 1_500 },
  memoryBytes: 768 * mebibyte,
  outputBytes: 1,
  wallMs: 120_000,
};

/** Why the group was stopped, and in which tenth of a second. */
function follow(
  usageAt: (tick: number) => Partial<GroupUsage>,
  phaseAt: (tick: number) => Phase = () => "testing",
): { reason: StopReason | undefined; tick: number } {
  let reason: StopReason | undefined;
  let tick = 0;
  const lift = enforceLimits(
    { pid: 1, look: () => ({ progress: 0, phase: phaseAt(tick) }) },
    limits,
    (broken) => {
      reason = broken;
    },
    () => ({ processorMs: 0, memoryBytes: 0, isRunnable: true, ...usageAt(++tick) }),
  );
  while (reason === undefined && tick < 1_200) vi.advanceTimersByTime(100);
  lift();
  return { reason, tick };
}

test("a loop without end is stopped when its processor time is over", () => {
  expect(follow((tick) => ({ processorMs: 100 * tick }))).toEqual({
    reason: "processor-time",
    tick: 42,
  });
});

test("what fills memory is stopped for that, also where a busy machine makes it slow", () => {
  // 20 MiB for each 0.5 s of processor time: 768 MiB take 19 s of it.
  const slow = (tick: number) => ({ processorMs: 50 * tick, memoryBytes: 2 * tick * mebibyte });
  expect(follow(slow).reason).toBe("memory");
});

test("a loop without end that fills no more memory is stopped for its time", () => {
  const full = (tick: number) => ({
    processorMs: 100 * tick,
    memoryBytes: Math.min(300, 30 * tick) * mebibyte,
  });
  expect(follow(full).reason).toBe("processor-time");
});

test("a group of which no thread can run stands still", () => {
  expect(follow(() => ({ isRunnable: false }))).toEqual({ reason: "standing-still", tick: 15 });
});

test("the time for which it waited to be loaded does not count against its first test", () => {
  const phaseAt = (tick: number) => (tick < 80 ? "loading" : "testing");
  // Loaded after 8 s in which it waited for the checker; its first test starts 1 s later.
  const busy = (tick: number) => ({ isRunnable: tick > 90 });
  expect(follow(busy, phaseAt)).toEqual({ reason: undefined, tick: 1_200 });
  const slow = (tick: number) => ({ processorMs: Math.min(50 * tick, 5_000) });
  expect(follow(slow, phaseAt)).toEqual({ reason: undefined, tick: 1_200 });
});
