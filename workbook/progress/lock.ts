// Lets one process at a time change the progress, and takes over from one that died.

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nameExclusively, pause, temporaryName } from "./durable.ts";
import { errorCode, ProgressError } from "./errors.ts";
import { livenessOf, type Owner, thisProcess } from "./owner.ts";

interface Holder {
  /** Differs every time the lock is taken. */
  id: string;
  owner?: Owner;
  ageMs: number;
}

// A lock is held for milliseconds. Where nothing tells whether its owner lives, age decides.
const unknownOwnerMs = 60_000;
const unreadableMs = 5_000;

/**
 * Runs `work` while no other process holds `lockFile`; blocks for at most `waitMs` before.
 * `work` must be synchronous and must not take the same lock again.
 * Throws `ProgressError` when a living process keeps the lock for too long, and system errors.
 */
export function withLock<T>(lockFile: string, work: () => T, waitMs = 10_000): T {
  const id = take(lockFile, performance.now() + waitMs, waitMs);
  try {
    return work();
  } finally {
    if (readHolder(lockFile)?.id === id) rmSync(lockFile, { force: true });
  }
}

/** Removes what takers-over that died left beside the lock. Only its holder may call this. */
export function removeClaims(lockFile: string): void {
  // A claim is on a dead holder of this lock. We hold it now, so whoever still has that claim
  // will find another id in the lock and give up: two owners of a claim do no harm any more.
  for (const name of readdirSync(dirname(lockFile))) {
    if (name.startsWith(`${basename(lockFile)}.`))
      rmSync(join(dirname(lockFile), name), { force: true });
  }
}

function take(lockFile: string, deadline: number, waitMs: number): string {
  const id = randomBytes(6).toString("hex");
  const content = JSON.stringify({ id, owner: thisProcess() });
  const temporary = temporaryName(lockFile);
  writeFileSync(temporary, content, { flag: "wx" });
  try {
    while (!nameExclusively(temporary, lockFile, content)) {
      const holder = readHolder(lockFile);
      if (holder === undefined) continue;
      if (isGone(holder)) {
        if (takeOver(lockFile, holder, temporary, deadline, waitMs)) return id;
      } else if (performance.now() >= deadline) {
        throw tooLong(lockFile, holder, waitMs);
      } else {
        pause(2 + Math.random() * 6);
      }
    }
    return id;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Replaces a dead holder's lock by ours, unless someone else was faster. Only the owner of the
 * claim on that holder may do it, and the dead cannot release: between the check and the
 * rename nothing changes. The claim is a lock like any other, so its owner may die as well.
 */
function takeOver(
  lockFile: string,
  dead: Holder,
  temporary: string,
  deadline: number,
  waitMs: number,
): boolean {
  const claim = `${lockFile}.${dead.id}`;
  const claimId = take(claim, deadline, waitMs);
  try {
    if (readHolder(lockFile)?.id !== dead.id) return false;
    renameSync(temporary, lockFile);
    return true;
  } finally {
    if (readHolder(claim)?.id === claimId) rmSync(claim, { force: true });
  }
}

function isGone(holder: Holder): boolean {
  if (holder.owner === undefined) return holder.ageMs > unreadableMs;
  const liveness = livenessOf(holder.owner);
  return liveness === "dead" || (liveness === "unknown" && holder.ageMs > unknownOwnerMs);
}

/** Who holds the lock; undefined when nobody does. */
function readHolder(lockFile: string): Holder | undefined {
  try {
    const { ino, mtimeMs } = statSync(lockFile);
    const ageMs = Date.now() - mtimeMs;
    const text = readFileSync(lockFile, "utf8");
    return parseHolder(text, ageMs) ?? { id: `unreadable-${ino}`, ageMs };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseHolder(text: string, ageMs: number): Holder | undefined {
  try {
    const { id, owner } = JSON.parse(text) as { id?: unknown; owner?: Partial<Owner> };
    if (typeof id !== "string" || !/^[0-9a-f]{12}$/.test(id)) return undefined;
    const { pid, start, machine } = owner ?? {};
    if (typeof pid !== "number" || !Number.isInteger(pid) || pid < 1) return undefined;
    if (typeof start !== "string" || typeof machine !== "string") return undefined;
    return { id, owner: { pid, start, machine }, ageMs };
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
