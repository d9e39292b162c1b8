// Lets one process at a time change the progress, and takes over from one that died.

// A library such as proper-lockfile knows a living holder by its heartbeat. Our holder blocks its thread, where no
// timer runs, and a learner may suspend it: it would lose a lock that it still uses. A killed one's lock would keep
// everyone waiting until enough beats are missed. So a lock names its holder, and the system is asked whether that
// lives. Most lines below are about takers that are killed too, and about two that find the same dead holder.

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createWhole, pause, replaceWhole } from "./durable.ts";
import { errorCode, explainSystemError, ProgressError } from "./errors.ts";
import { livenessOf, type Owner, thisProcess } from "./owner.ts";
import { type FromShape, hasShape, type Shape } from "./shape.ts";

/** What a lock's file says. The `id` differs every time that the lock is taken. */
const lockShape = {
  id: "string",
  owner: { pid: "number", start: "string", machine: "string" },
} satisfies Shape;

interface Holder {
  id: string;
  /** Undefined where the file cannot be read as a lock's. */
  owner?: Owner;
  ageMs: number;
}

interface Patience {
  waitMs: number;
  /** On the clock of `performance.now()`. */
  deadline: number;
}

// A lock is held for milliseconds. Where nothing tells whether its owner lives, age decides.
const unknownOwnerMs = 60_000;
const unreadableMs = 5_000;

/**
 * Runs `work` while no other process holds `lockFile`; blocks for at most `waitMs` before. Makes its folder.
 * `work` must be synchronous and must not take the same lock again.
 * Throws `ProgressError` when a living process keeps the lock for too long or the folder cannot be written.
 */
export function withLock<T>(lockFile: string, work: () => T, waitMs = 10_000): T {
  try {
    const id = take(lockFile, { waitMs, deadline: performance.now() + waitMs });
    try {
      removeClaims(lockFile);
      return work();
    } finally {
      release(lockFile, id);
    }
  } catch (error) {
    throw explainSystemError("write", dirname(lockFile), error);
  }
}

/** Returns the id under which the lock is held now. */
function take(lockFile: string, patience: Patience): string {
  const id = randomBytes(6).toString("hex");
  const content = JSON.stringify({ id, owner: thisProcess() });
  for (;;) {
    const holder = readHolder(lockFile);
    if (holder === undefined) {
      if (createWhole(lockFile, content)) return id;
    } else if (isGone(holder)) {
      if (takeOver(lockFile, holder, content, patience)) return id;
    } else if (performance.now() >= patience.deadline) {
      throw tooLong(lockFile, holder, patience.waitMs);
    } else {
      pause(2 + Math.random() * 6);
    }
  }
}

/**
 * Replaces a dead holder's lock by ours, unless someone else was faster. Only the owner of the
 * claim on that holder may do it, and the dead cannot release: between the check and the
 * replacement nothing changes. The claim is a lock like any other, so its owner may die as well.
 */
function takeOver(lockFile: string, dead: Holder, content: string, patience: Patience): boolean {
  const claim = `${lockFile}.${dead.id}`;
  const claimId = take(claim, patience);
  try {
    if (readHolder(lockFile)?.id !== dead.id) return false;
    replaceWhole(lockFile, content);
    return true;
  } finally {
    release(claim, claimId);
  }
}

/** Leaves alone what another process has taken over meanwhile. */
function release(lockFile: string, id: string): void {
  if (readHolder(lockFile)?.id === id) rmSync(lockFile, { force: true });
}

/** Removes what takers-over that died left beside the lock. Only its holder may call this. */
function removeClaims(lockFile: string): void {
  // A claim is on a dead holder of this lock. We hold it now, so a process that still has that claim
  // will find another id in the lock and give up: two owners of a claim do no harm any more.
  for (const name of readdirSync(dirname(lockFile))) {
    if (name.startsWith(`${basename(lockFile)}.`))
      rmSync(join(dirname(lockFile), name), { force: true });
  }
}

function isGone({ owner, ageMs }: Holder): boolean {
  if (owner === undefined) return ageMs > unreadableMs;
  const liveness = livenessOf(owner);
  return liveness === "dead" || (liveness === "unknown" && ageMs > unknownOwnerMs);
}

/** Who holds the lock; undefined when nobody does. */
function readHolder(lockFile: string): Holder | undefined {
  try {
    const { ino, mtimeMs } = statSync(lockFile);
    const content = parseLock(readFileSync(lockFile, "utf8"));
    return { id: `unreadable-${ino}`, ...content, ageMs: Date.now() - mtimeMs };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseLock(text: string): FromShape<typeof lockShape> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return hasShape(value, lockShape) ? value : undefined;
  } catch {
    return undefined;
  }
}

function tooLong(lockFile: string, { owner }: Holder, waitMs: number): ProgressError {
  const who = owner === undefined ? "Something" : `Another workbook (process ${owner.pid})`;
  return new ProgressError(
    `${who} kept ${lockFile} for more than ${waitMs / 1000} s; close it, or delete that file if no other workbook is open.`,
  );
}
