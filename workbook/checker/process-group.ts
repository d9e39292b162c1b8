// Starts nothing and ends everything: a process together with all that it started.

import { type ChildProcess, spawnSync } from "node:child_process";

/**
 * Ends a process that was started with `detached: true`, and every process of its group, at once.
 * Resolves when it is gone.
 */
export async function killGroup(child: ChildProcess): Promise<void> {
  const gone =
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (child.pid !== undefined) killGroupOf(child.pid);
  await gone;
}

/** The same by number, for a group whose leader may be gone already. */
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
