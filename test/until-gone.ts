// Waits for the end of a process that is not the test's own child.

import { readProcessStat } from "#workbook/process/process-stat.ts";

/** Resolves when the process has ended, whether or not its parent has taken note of it. */
export async function untilGone(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise((resolve) => setImmediate(resolve));
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readProcessStat(`${pid}`).state !== "Z";
  } catch {
    return false;
  }
}
