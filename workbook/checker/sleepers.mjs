// Who sleeps in Atomics.wait, and where: a thread says so before it falls asleep, and what it said is read once its process is gone.

import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";

/** @typedef {import("./journal.ts").Sleep} Sleep */

/**
 * Each thread has a place of its own in the file, at its number, and writes over it: threads sleep and wake without end.
 * A place begins with since when it sleeps, or a word, in so many bytes. What is known of the sleep follows in a line.
 */
const placeBytes = 16 * 1024;
const headBytes = 32;
const maxStackLength = 4_000;
// Tests may put a clock of their own in place of this one.
const now = performance.now.bind(performance);

/** @param {string} journalFile */
const fileBeside = (journalFile) => `${journalFile}.sleepers`;

/**
 * The file that this thread has open, and what it has said of its sleep last: mostly it sleeps where it slept before.
 * @type {{ journalFile: string, file: number, said: Sleep | undefined } | undefined}
 */
let opened;

/**
 * @param {string} journalFile
 * @param {number} threadId
 * @param {Sleep} sleep
 */
export function noteSleep(journalFile, threadId, sleep) {
  const place = open(journalFile);
  if (place.said?.stack !== sleep.stack || place.said.thread !== sleep.thread) {
    const stack = sleep.stack.slice(0, maxStackLength);
    write(`${JSON.stringify({ ...sleep, stack })}\n`, place.file, threadId, headBytes);
    place.said = sleep;
  }
  // Each thread's clock starts with it.
  write(String(performance.timeOrigin + now()).padEnd(headBytes), place.file, threadId);
}

/**
 * A thread woke, or is gone.
 * @param {string} journalFile
 * @param {number} threadId
 */
export function forgetSleep(journalFile, threadId) {
  write("awake".padEnd(headBytes), open(journalFile).file, threadId);
}

/**
 * Who sleeps, longest first.
 * @param {string} journalFile
 * @returns {Sleep[]}
 */
export function readSleepers(journalFile) {
  let bytes = Buffer.alloc(0);
  try {
    bytes = readFileSync(fileBeside(journalFile));
  } catch {
    // Nobody has ever slept.
  }
  /** @type {{ sinceMs: number, sleep: Sleep }[]} */
  const sleeps = [];
  for (let start = 0; start < bytes.length; start += placeBytes) {
    const body = start + headBytes;
    const sinceMs = Number.parseFloat(bytes.toString("utf8", start, body));
    if (Number.isNaN(sinceMs)) continue;
    const [line = ""] = bytes.toString("utf8", body, start + placeBytes).split("\n", 1);
    try {
      sleeps.push({ sinceMs, sleep: JSON.parse(line) });
    } catch {
      // An answer has written into it, too.
    }
  }
  return sleeps.sort((one, other) => one.sinceMs - other.sinceMs).map(({ sleep }) => sleep);
}

/**
 * Nobody counts as asleep from here on, until the threads that are there say so again. They keep the file open.
 * @param {string} journalFile
 */
export function forgetSleepers(journalFile) {
  const name = fileBeside(journalFile);
  if (!existsSync(name)) return;
  const file = openSync(name, constants.O_WRONLY);
  try {
    const places = Math.ceil(fstatSync(file).size / placeBytes);
    for (let place = 0; place < places; place++) write("awake".padEnd(headBytes), file, place);
  } finally {
    closeSync(file);
  }
}

/**
 * For when no thread is left that might write into it.
 * @param {string} journalFile
 */
export function removeSleepers(journalFile) {
  rmSync(fileBeside(journalFile), { force: true });
}

/** @param {string} journalFile */
function open(journalFile) {
  if (opened?.journalFile === journalFile) return opened;
  if (opened) closeSync(opened.file);
  const file = openSync(fileBeside(journalFile), constants.O_WRONLY | constants.O_CREAT);
  opened = { journalFile, file, said: undefined };
  return opened;
}

/**
 * @param {string} text
 * @param {number} file
 * @param {number} place
 */
function write(text, file, place, offset = 0) {
  const bytes = Buffer.from(text);
  const length = Math.min(bytes.length, placeBytes - offset);
  writeSync(file, bytes, 0, length, place * placeBytes + offset);
}
