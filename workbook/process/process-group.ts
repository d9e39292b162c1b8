// Kills a process and everything it started.

import { type ChildProcess, spawnSync } from "node:child_process";

/**
 * Kills a process that was started with `detached: true`, and every process of its group.
 * Resolves when it is gone.
 */
export async function killGroup(child: ChildProcess): Promise<void> {
  const gone =
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => child.once("exit", () => resolve()));
  // Its leader may be gone already.
  if (child.pid !== undefined) killGroupOf(child.pid);
  await gone;
}

/** Kills what is left of the group that the process `pid` leads, or has led. */
export function killGroupOf(pid: number): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // ESRCH: the whole group is gone.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
