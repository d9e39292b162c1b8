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
import { errorCode, explainSystemError } from "./errors.ts";
import { livenessOf, thisProcess } from "./owner.ts";

type Content = string | Uint8Array;

/** Makes `file` hold `content`, whatever was there before. Makes its folder. Throws `ProgressError`. */
export function replaceDurably(file: string, content: Content): void {
  try {
    replaceWhole(file, content, true);
    syncFolder(dirname(file));
  } catch (error) {
    throw explainSystemError("write", file, error);
  }
}

/**
 * Makes `file` with `content` unless something has that name already.
 * Says whether it did. Makes its folder. Throws `ProgressError`.
 */
export function createDurably(file: string, content: Content): boolean {
  try {
    if (!createWhole(file, content, true)) return false;
    syncFolder(dirname(file));
    return true;
  } catch (error) {
    throw explainSystemError("write", file, error);
  }
}

/** As `replaceDurably`, but for a power cut unless `isSynced`. Throws system errors. */
export function replaceWhole(file: string, content: Content, isSynced = false): void {
  const temporary = writeTemporary(file, content, isSynced);
  try {
    renameOver(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** As `createDurably`, but for a power cut unless `isSynced`. Throws system errors. */
export function createWhole(file: string, content: Content, isSynced = false): boolean {
  const temporary = writeTemporary(file, content, isSynced);
  try {
    // A link is the one step that is both exclusive and complete.
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    // Some file systems have no links. There the name comes first and the content right after.
    return createInPlace(file, content, isSynced);
  } finally {
    rmSync(temporary, { force: true });
  }
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

/** Blocks this thread. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function writeTemporary(file: string, content: Content, isSynced: boolean): string {
  mkdirSync(dirname(file), { recursive: true });
  removeLeftovers(dirname(file));
  const temporary = temporaryName(file);
  write(temporary, content, isSynced);
  return temporary;
}

/** A name in the same folder that says whose it is, so that a dead owner's can be removed. */
function temporaryName(file: string): string {
  const { pid, start, machine } = thisProcess();
  const nonce = randomBytes(6).toString("hex");
  return join(dirname(file), `.${basename(file)}.${pid}-${start}-${machine}-${nonce}.tmp`);
}

function createInPlace(file: string, content: Content, isSynced: boolean): boolean {
  try {
    write(file, content, isSynced);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Fails with EEXIST where something has the name already. */
function write(file: string, content: Content, isSynced: boolean): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const handle = openSync(file, "wx");
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    if (isSynced) fsyncSync(handle);
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
