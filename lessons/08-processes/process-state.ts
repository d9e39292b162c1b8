// What the operating system says of a process, for demos about how processes end.

import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export type ProcessState = "alive" | "stopped" | "zombie" | "gone";

/** Asks `ps`, as you would in a terminal. */
export function readState(pid: number): ProcessState {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  const letter = stdout.trim()[0];
  if (letter === undefined) return "gone";
  if (letter === "Z") return "zombie";
  return letter === "T" ? "stopped" : "alive";
}

/** Asks again until it is one of them. */
export async function untilState(pid: number, ...wanted: ProcessState[]): Promise<ProcessState> {
  for (;;) {
    const state = readState(pid);
    if (wanted.includes(state)) return state;
    await sleep(20);
  }
}
