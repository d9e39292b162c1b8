// Ends the loading of a file that computes without end, so that it can be said.

import { Worker } from "node:worker_threads";

/** `load` was ended: its message says why. */
export class NeverLoaded extends Error {}

/** Runs in a thread of its own: the one that loads cannot look at a clock. */
const watch = `
const { Session } = require("node:inspector");
const { parentPort, workerData } = require("node:worker_threads");
const timer = setInterval(() => {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1_000 < workerData.untilMs) return;
  clearInterval(timer);
  Atomics.store(workerData.hasEnded, 0, 1);
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => {
    session.disconnect();
    parentPort.postMessage("ended");
  });
}, 100);
`;

/**
 * What `load` resolves to. Rejects with `NeverLoaded` once this process has computed for `limitMs` more, which nothing that is
 * loaded can catch, or when nothing is left that `load` could wait for.
 */
export async function boundLoading<T>(load: () => Promise<T>, limitMs: number): Promise<T> {
  const { user, system } = process.cpuUsage();
  const untilMs = (user + system) / 1_000 + limitMs;
  const hasEnded = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { untilMs, hasEnded };
  const watcher = new Worker(watch, { eval: true, execArgv: [], workerData });
  let giveUp = (): void => {};
  const ended = new Promise<never>((_, reject) => {
    giveUp = () => {
      const why =
        Atomics.load(hasEnded, 0) === 1
          ? `it has computed for ${limitMs / 1_000} s without an end. Is there an endless loop outside of its threads?`
          : "an `await` at its top level waits for what never comes.";
      reject(new NeverLoaded(why));
    };
    watcher.once("message", giveUp);
    watcher.once("error", reject);
  });
  // It must not keep a process alive in which nothing else happens any more.
  watcher.unref();
  process.once("beforeExit", giveUp);
  try {
    return await Promise.race([load(), ended]);
  } finally {
    process.off("beforeExit", giveUp);
    await watcher.terminate();
  }
}
