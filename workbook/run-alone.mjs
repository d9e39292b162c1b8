// Lets one process at a time do what two would spoil, such as an installation. Plain JavaScript,
// because it runs before any package is there.

import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import process from "node:process";

const lookAgainMs = 200;
/** A number of a process may come back for another one. No installation takes as long. */
const maxAgeMs = 15 * 60_000;

/**
 * Does `work` while this process holds `file`, which no other process has meanwhile. Waits for one
 * that has it, and takes over from one that has died.
 *
 * @template T
 * @param {string} file
 * @param {() => T} work
 * @returns {T}
 */
export function runAlone(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (!take(file)) Atomics.wait(pause, 0, 0, lookAgainMs);
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    removeIfDead(file);
    return false;
  }
}

/**
 * A rename has one winner. If it was not the dead one's file that was moved, but that of a process
 * which has taken over meanwhile, it goes back.
 *
 * @param {string} file
 */
function removeIfDead(file) {
  const aside = `${file}.${process.pid}`;
  try {
    const holder = readFileSync(file, "utf8");
    if (isAlive(Number(holder)) && Date.now() - statSync(file).mtimeMs < maxAgeMs) return;
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== holder) linkSync(aside, file);
    rmSync(aside);
  } catch {
    // It has gone by itself, or another one was as quick. The next look tells.
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // Its own number is not written yet.
  if (!(pid > 0)) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
