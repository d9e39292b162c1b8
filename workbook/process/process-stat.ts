// Reads what Linux tells of a process or of one of its threads in /proc (proc(5)).

import { readdirSync, readFileSync } from "node:fs";

export interface ProcessStat {
  /** One letter, such as `R` for running and `Z` for a zombie. */
  state: string;
  groupId: number;
  /** Spent by itself, not by processes that it has started. */
  processorMs: number;
  /** When it started, in ticks since the machine did. */
  startTicks: string;
}

/** Processor time and memory of a process group; whether one of its threads runs or waits for a processor. */
export interface GroupUsage {
  processorMs: number;
  memoryBytes: number;
  isRunnable: boolean;
}

/** Linux reports processor time in hundredths of a second, whatever the kernel's own tick. */
const msPerTick = 10;
const pageBytes = 4096;

/** `path` names a process, or one of its threads: `1234`, `1234/task/1235`. Throws where there is none. */
export function readProcessStat(path: string): ProcessStat {
  const text = readFileSync(`/proc/${path}/stat`, "utf8");
  // The command in parentheses may hold any character, so fields count from its end.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (index: number) => fields[index] ?? "";
  return {
    state: field(0),
    groupId: Number(field(2)),
    processorMs: (Number(field(11)) + Number(field(12))) * msPerTick,
    startTicks: field(19),
  };
}

/** The groups of processes, by number. Most of a system's are not the one that is measured, and reading them all costs most. */
const knownGroups = new Map<string, number>();
/** Measurements after which all are read anew: a number is that of another process one day, but not as soon. */
const readAnewAfter = 10;
let measurements = 0;

/** Adds up the processes of a group; `undefined` where the system has no /proc. */
export function measureGroup(groupId: number): GroupUsage | undefined {
  if (process.platform !== "linux") return undefined;
  if (measurements++ % readAnewAfter === 0) knownGroups.clear();
  const total: GroupUsage = { processorMs: 0, memoryBytes: 0, isRunnable: false };
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // The leader was in another group before it led its own; what it has started never was.
    const isElsewhere = (knownGroups.get(name) ?? groupId) !== groupId;
    if (isElsewhere && name !== String(groupId)) continue;
    try {
      const stat = readProcessStat(name);
      knownGroups.set(name, stat.groupId);
      if (stat.groupId !== groupId) continue;
      total.processorMs += stat.processorMs;
      const residentPages = Number(readFileSync(`/proc/${name}/statm`, "utf8").split(" ")[1]);
      total.memoryBytes += residentPages * pageBytes;
      for (const thread of readdirSync(`/proc/${name}/task`)) {
        const { state } = readProcessStat(`${name}/task/${thread}`);
        // One that was stopped from outside would run on as soon as it may.
        if ("RDTt".includes(state)) total.isRunnable = true;
      }
    } catch {
      // The process or thread ended while we looked.
    }
  }
  return total;
}
