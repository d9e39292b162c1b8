// Tells the checker which thread is asleep in Atomics.wait, and where. Loaded with --import.

import { isMainThread, threadId } from "node:worker_threads";
import { forgetSleep, noteSleep } from "../sleepers.mjs";

/** Less is no sleep without end: the process goes on. */
const shortMs = 500;
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

  /**
   * Says where the thread is going to sleep before it does. To end the wait for that, and wait again, would be too
   * late for a notify that comes in between. To come to it a little later is what any thread must reckon with.
   *
   * Typed for cells of one kind; those of bigints go the same way.
   * @type {(cells: Int32Array, index: number, expected: number, timeoutMs?: number) => ReturnType<typeof wait>}
   */
  const reportingWait = (cells, index, expected, timeoutMs) => {
    if (Number(timeoutMs) <= shortMs) return wait(cells, index, expected, timeoutMs);
    const stack = stackAbove(reportingWait);
    // A thread that loads TypeScript sleeps until the loader's compiler has answered, which a busy machine makes late.
    if (isOfPackage(stack)) return wait(cells, index, expected, timeoutMs);
    noteSleep(journalFile, threadId, { event: "asleep", thread, stack });
    try {
      return wait(cells, index, expected, timeoutMs);
    } finally {
      forgetSleep(journalFile, threadId);
    }
  };
  Object.defineProperty(reportingWait, "name", { value: "wait" });
  Object.assign(Atomics, { wait: reportingWait });
}

/**
 * The stacks from which the thread has slept, by their places: to look up the source of each takes most of the time of
 * a sleep, and threads sleep thousands of times from the same ones.
 * @type {Map<string, string>}
 */
const stacks = new Map();
const maxStacks = 100;

/**
 * @param {Function} sleeper its own frame and those it has called are left out
 */
function stackAbove(sleeper) {
  const key = placesAbove(sleeper);
  let stack = stacks.get(key);
  if (stack === undefined) {
    const place = { stack: "" };
    Error.captureStackTrace(place, sleeper);
    ({ stack } = place);
    if (stacks.size >= maxStacks) stacks.clear();
    stacks.set(key, stack);
  }
  return stack;
}

/**
 * Where each frame stands, in the code as it runs.
 * @param {Function} sleeper
 */
function placesAbove(sleeper) {
  const { prepareStackTrace } = Error;
  const place = { stack: "" };
  Error.prepareStackTrace = (_, sites) =>
    sites.map((site) => `${site.getFileName()}:${site.getPosition()}`).join();
  try {
    Error.captureStackTrace(place, sleeper);
    return place.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
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
