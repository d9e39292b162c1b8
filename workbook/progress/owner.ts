// Tells what a dead process left behind from what a living one still uses.

import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { readProcessStat } from "../process/process-stat.ts";
import { errorCode } from "./errors.ts";

/** One process, told apart from a later one that was given the same pid. */
export interface Owner {
  pid: number;
  /** When it started, where the platform tells (Linux); `0` elsewhere. Not a time: compare only. */
  start: string;
  /** The machine and pid namespace: a pid means nothing outside them. */
  machine: string;
}

/** `unknown`: on another machine, or the platform cannot tell it from a recycled pid. */
type Liveness = "alive" | "dead" | "unknown";

const unknownStart = "0";
let self: Owner | undefined;

/** This process. */
export function thisProcess(): Owner {
  self ??= ownerOf(process.pid);
  return self;
}

/** The process of this machine that has `pid` now. */
export function ownerOf(pid: number): Owner {
  const start = readStat(pid)?.start ?? unknownStart;
  return { pid, start, machine: shortHash(`${hostname()} ${pidNamespace()}`) };
}

/** Whether the process that `owner` names still runs. Never says `dead` of a living one. */
export function livenessOf(owner: Owner): Liveness {
  const me = thisProcess();
  if (owner.machine !== me.machine) return "unknown";
  if (owner.pid === me.pid && owner.start === me.start) return "alive";
  if (!answersSignals(owner.pid)) return "dead";
  const stat = readStat(owner.pid);
  if (stat === undefined || owner.start === unknownStart) return "unknown";
  // A zombie has run its last instruction; its parent has only not read its exit code yet.
  if (stat.state === "Z" || stat.state === "X") return "dead";
  return stat.start === owner.start ? "alive" : "dead";
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}

/** State and start of a process; undefined where the system does not tell. */
function readStat(pid: number): { state: string; start: string } | undefined {
  try {
    const { state, startTicks } = readProcessStat(String(pid));
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { state, start: shortHash(`${boot} ${startTicks}`) };
  } catch {
    return undefined;
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
