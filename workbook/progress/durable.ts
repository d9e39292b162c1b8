// Writes files so that a crash, a kill or a power cut leaves the old content or the new, never half.

import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "./errors.ts";
import { livenessOf, thisProcess } from "./owner.ts";

/** Makes `file` hold `content`, whatever was there before. Makes its folder. Throws system errors. */
export function replaceDurably(file: string, content: string | Uint8Array): void {
  const temporary = writeTemporary(file, content);
  try {
    renameOver(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/**
 * Makes `file` with `content` unless something has that name already.
 * Says whether it did. Makes its folder. Throws system errors.
 */
export function createDurably(file: string, content: string | Uint8Array): boolean {
  const temporary = writeTemporary(file, content);
  try {
    if (!nameExclusively(temporary, file, content)) return false;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(file));
  return true;
}

/**
 * Gives a finished temporary file a second name, unless that is taken; says whether it did.
 * A link is the one step that is both exclusive and complete at once.
 */
export function nameExclusively(
  temporary: string,
  file: string,
  content: string | Uint8Array,
): boolean {
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
  }
  // Some file systems have no links. There the name comes first and the content right after.
  try {
    writeThrough(file, content);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** A name in the same folder that says whose it is, so that a dead owner's can be removed. */
export function temporaryName(file: string): string {
  const { pid, start, machine } = thisProcess();
  const nonce = randomBytes(6).toString("hex");
  return join(dirname(file), `.${basename(file)}.${pid}-${start}-${machine}-${nonce}.tmp`);
}

/** Removes the temporary files that dead processes left in `folder`; says which. */
export function removeLeftovers(folder: string): string[] {
  const removed: string[] = [];
  for (const name of readdirSync(folder)) {
    const match = /\.(\d+)-([0-9a-f]+)-([0-9a-f]{12})-[0-9a-f]{12}\.tmp$/.exec(name);
    if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined) continue;
    if (livenessOf({ pid: Number(match[1]), start: match[2], machine: match[3] }) !== "dead")
      continue;
    rmSync(join(folder, name), { force: true });
    removed.push(name);
  }
  return removed;
}

function writeTemporary(file: string, content: string | Uint8Array): string {
  mkdirSync(dirname(file), { recursive: true });
  removeLeftovers(dirname(file));
  const temporary = temporaryName(file);
  writeThrough(temporary, content);
  return temporary;
}

function writeThrough(file: string, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const handle = openSync(file, "wx");
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

/** Windows refuses to rename over a file while someone reads it: a reader is done in no time. */
function renameOver(from: string, to: string): void {
  const attempts = process.platform === "win32" ? 50 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isBusy = ["EPERM", "EACCES", "EBUSY"].includes(errorCode(error) ?? "");
      if (!isBusy || attempt === attempts) throw error;
      pause(10);
    }
  }
}

/** Blocks this thread. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** A name is on the disk only once its folder is; Windows cannot open one and needs no telling. */
function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, "r");
    fsyncSync(handle);
  } catch (error) {
    if (errorCode(error) === "EIO") throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
