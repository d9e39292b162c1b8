// A process as a name on disk: who holds something, and whether that process still runs.

import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What tells a process from all others, a later one with the same number included. */
export interface Holder {
  pid: number;
  /** Stands for the moment of its start, where the system tells (Linux); `0` elsewhere. */
  start: string;
  /** Stands for the machine and the container. Elsewhere the number means another process, or none. */
  host: string;
}

/** `unknown`: it is on another host, or the system does not tell it from a later process. */
export type HolderState = "ours" | "alive" | "dead" | "unknown";

const unknownStart = "0";

/** A name for something of this process. No other call, by no process, returns the same. */
export function nameHolder(): string {
  const { pid, start, host } = identify(process.pid);
  return [pid, start, host, randomBytes(4).toString("hex")].join("-");
}

export function parseHolder(name: string): Holder | undefined {
  const [, pid, start, host] = /^(\d+)-([0-9a-f]+)-([0-9a-f]{8})-[0-9a-f]{8}$/.exec(name) ?? [];
  if (pid === undefined || start === undefined || host === undefined) return undefined;
  return { pid: Number(pid), start, host };
}

/** Never says `dead` of a process that lives. */
export function findState(holder: Holder): HolderState {
  const own = identify(process.pid);
  if (holder.host !== own.host) return "unknown";
  if (holder.pid === own.pid && holder.start === own.start) return "ours";
  if (!isThere(holder.pid)) return "dead";
  const { start, hasEnded } = identify(holder.pid);
  if (start === unknownStart || holder.start === unknownStart) return "unknown";
  return start === holder.start && !hasEnded ? "alive" : "dead";
}

/** The process of this machine that has the number now. */
function identify(pid: number): Holder & { hasEnded: boolean } {
  const host = shorten(`${readMachine()} ${hostname()} ${readNamespace()}`);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Of proc(5). Before it stands a name in parentheses, which may hold both of them itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state = "", threads, startTicks] = [fields[0], fields[17], fields[19]];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    // Its parent has not asked for its exit code. Another thread may still be in a write.
    const hasEnded = ["Z", "X"].includes(state) && Number(threads) <= 1;
    return { pid, start: shorten(`${boot} ${startTicks}`), host, hasEnded };
  } catch {
    return { pid, start: unknownStart, host, hasEnded: false };
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // One that is somebody else's may not be signalled, and is there.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function readMachine(): string {
  try {
    return readFileSync("/etc/machine-id", "utf8");
  } catch {
    return "";
  }
}

/** In a container processes are numbered anew. */
function readNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** The start must not be `unknownStart`, which is shorter. */
function shorten(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
