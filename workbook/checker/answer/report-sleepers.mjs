// Tells the checker which thread has been asleep in Atomics.wait, and where. Loaded with --import.

import { appendFileSync } from "node:fs";
import { isMainThread, threadId } from "node:worker_threads";

const reportAfterMs = 500;
const journalFile = process.env.INTERLEAVE_JOURNAL;
/** @type {string | number} */
let thread = isMainThread ? "main" : threadId;

/**
 * A worker cannot read its own name on Node 20, so the code that starts it passes the name on.
 * @param {string} name
 */
export function nameThread(name) {
  thread = name;
}

if (journalFile) {
  const wait = Atomics.wait;

  /** @type {typeof Atomics.wait} */
  const reportingWait = (cells, index, expected, timeoutMs) => {
    const limitMs = toTimeout(timeoutMs);
    if (limitMs <= reportAfterMs) return wait(cells, index, expected, limitMs);

    const started = performance.now();
    const result = wait(cells, index, expected, reportAfterMs);
    if (result !== "timed-out") return result;

    // Who sleeps through a change of the cell sleeps on until somebody notifies. So the second
    // wait expects whatever is in the cell now, not what the caller expected.
    const current = Atomics.load(cells, index);
    const stack = stackAbove(reportingWait);
    // A thread that loads TypeScript sleeps until the loader's compiler has answered, which a busy machine makes late.
    const isReported = !isOfPackage(stack);
    if (isReported) note(journalFile, { event: "asleep", thread, stack });
    const remainingMs = Math.max(0, limitMs - (performance.now() - started));
    const again = wait(cells, index, current, remainingMs);
    if (isReported) note(journalFile, { event: "awake", thread });
    // The cell changed while the thread was reported. A notify may have come with it
    // and found nobody asleep; to wake is the answer that cannot invent a deadlock.
    return again === "not-equal" ? "ok" : again;
  };
  Object.defineProperty(reportingWait, "name", { value: "wait" });
  Atomics.wait = reportingWait;
}

/** @param {number | undefined} timeoutMs */
function toTimeout(timeoutMs) {
  const number = Number(timeoutMs);
  return Number.isNaN(number) ? Number.POSITIVE_INFINITY : Math.max(0, number);
}

/**
 * @param {Function} sleeper its own frame and those it has called are left out
 */
function stackAbove(sleeper) {
  const place = { stack: "" };
  Error.captureStackTrace(place, sleeper);
  return place.stack;
}

/**
 * Whether the code that called Atomics.wait is a package's. The explorer, through which answers call it,
 * is none, though it is kept compiled among them.
 * @param {string} stack
 */
function isOfPackage(stack) {
  const caller = stack.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
  return /[\\/]node_modules[\\/](?!\.cache[\\/])/.test(caller);
}

/**
 * @param {string} file
 * @param {object} entry
 */
function note(file, entry) {
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
