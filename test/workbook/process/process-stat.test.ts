// What /proc tells of the processes of a group, also where they were known as another group's before.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { measureGroup, readProcessStat } from "#workbook/process/process-stat.ts";

const leaders: ChildProcess[] = [];
afterEach(() => {
  for (const { pid } of leaders.splice(0)) {
    try {
      if (pid) process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
});

/** Starts a process that leads a group, and resolves when it has run `code` and waits. */
async function startLeader(code: string): Promise<number> {
  const script = `${code}; console.log("ready"); process.stdin.resume();`;
  const leader = spawn(process.execPath, ["-e", script], { detached: true });
  leaders.push(leader);
  await once(leader.stdout, "data");
  if (leader.pid === undefined) throw new Error("the process was not started");
  return leader.pid;
}

test.skipIf(process.platform !== "linux")("each group has its own processes", async () => {
  const sizeBytes = 100 * 1024 * 1024;
  const small = await startLeader("");
  const large = await startLeader(`globalThis.all = Buffer.alloc(${sizeBytes}, 1)`);
  for (let time = 0; time < 12; time++) {
    expect(measureGroup(small)?.memoryBytes).toBeLessThan(sizeBytes);
    expect(measureGroup(large)?.memoryBytes).toBeGreaterThan(sizeBytes);
  }
});

test.skipIf(process.platform !== "linux")("a process counts from when it is started", async () => {
  const sizeBytes = 100 * 1024 * 1024;
  const group = await startLeader(`process.stdin.once("data", () => {
    const code = 'globalThis.all = Buffer.alloc(${sizeBytes}, 1); console.log("ready"); process.stdin.resume();';
    const child = require("child_process").spawn(process.execPath, ["-e", code]);
    child.stdout.pipe(process.stdout);
  })`);
  expect(measureGroup(group)?.memoryBytes).toBeLessThan(sizeBytes);
  const [leader] = leaders;
  leader?.stdin?.write("now");
  await once(leader?.stdout ?? process.stdout, "data");
  expect(measureGroup(group)?.memoryBytes).toBeGreaterThan(sizeBytes);
});

test.skipIf(process.platform !== "linux")("a process that was stopped may run on", async () => {
  const group = await startLeader("");
  process.kill(group, "SIGSTOP");
  while (readProcessStat(`${group}`).state !== "T") await new Promise(setImmediate);
  expect(measureGroup(group)?.isRunnable).toBe(true);
});
