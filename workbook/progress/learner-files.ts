// Reads, backs up and replaces files that hold a learner's own words, and loses none of them.

import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { createDurably, replaceDurably } from "./durable.ts";
import { errorCode, explainSystemError, ProgressError } from "./errors.ts";
import { backupFile, timeStamp } from "./paths.ts";

/** SHA-256 in hexadecimal. */
export function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * The bytes of a plain file; undefined if nothing is there.
 * Throws `ProgressError` for a symbolic link, a folder, or a file that cannot be read: what a
 * link points to is not ours to replace.
 */
export function readPlainFile(file: string): Buffer | undefined {
  try {
    const found = lstatSync(file);
    if (found.isSymbolicLink()) throw refusal(file, "a symbolic link");
    if (found.isDirectory()) throw refusal(file, "a folder");
    if (!found.isFile()) throw refusal(file, "no plain file");
    return readFileSync(file);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw explainSystemError("read", file, error);
  }
}

/** Replaces a file of which `known` is the content; throws `ProgressError` if it changed since. */
export function replaceKnown(file: string, known: Uint8Array | undefined, content: Uint8Array) {
  const found = readPlainFile(file);
  const isKnown = found === undefined ? known === undefined : known && found.equals(known);
  if (!isKnown)
    throw new ProgressError(`${file} was saved by someone else this very moment; try again.`);
  explainWriting(file, () => replaceDurably(file, content));
}

/** Makes a file; false if the name is taken. Throws `ProgressError` where it cannot be written. */
export function createFile(file: string, content: string | Uint8Array): boolean {
  return explainWriting(file, () => createDurably(file, content));
}

/** Makes a file hold `content`. Only for files that are ours. Throws `ProgressError`. */
export function writeOwnFile(file: string, content: Uint8Array): void {
  explainWriting(file, () => replaceDurably(file, content));
}

/** Keeps `content` in a dated backup folder, never over an older backup; returns its path. */
export function backUp(root: string, exerciseId: string, content: Uint8Array, now: Date): string {
  for (let count = 1; ; count += 1) {
    const stamp = count === 1 ? timeStamp(now) : `${timeStamp(now)}-${count}`;
    const file = backupFile(root, stamp, exerciseId);
    if (createFile(file, content)) return file;
  }
}

function explainWriting<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw explainSystemError("write", file, error);
  }
}

function refusal(file: string, what: string): ProgressError {
  return new ProgressError(
    `${file} is ${what}, and the workbook works with plain files alone; move it away and try again.`,
  );
}
