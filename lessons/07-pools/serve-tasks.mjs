// The code of a pool's thread: runs the tasks that it is handed, one after the other.

import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { loadModule } from "./load-module.mjs";

/** @type {{ number: number, module: string }} */
const { number, module } = workerData;
const pending = 0;
const moved = Symbol.for("interleave.moved");

/**
 * Three places for each task, in the order of the tasks: kind, value, milliseconds.
 * @type {unknown[]}
 */
let answers = [];
/** @type {import("node:worker_threads").Transferable[]} */
let transfer = [];

const tasks = await loadModule(module);
// A task that calls process.exit, or throws in a callback, takes no finished task along.
process.on("exit", postAnswers);
let served = Promise.resolve();
parentPort?.on("message", (batch) => {
  served = served.then(() => serve(batch));
});
parentPort?.postMessage(["ready"]);

/** @param {[cell: Int32Array, name: string, args: unknown[]][]} batch */
async function serve(batch) {
  for (const [cell, name, args] of batch) {
    if (Atomics.compareExchange(cell, 0, pending, number) !== pending) {
      answers.push("skipped", undefined, 0);
      continue;
    }
    const startedAt = performance.now();
    try {
      let result = find(name)(...args);
      if (typeof result?.then === "function") result = await result;
      if (result?.[moved]) transfer.push(...result[moved]);
      answers.push("result", result?.[moved] ? result.value : result, 0);
    } catch (error) {
      answers.push("error", withItsProperties(error), 0);
    }
    answers[answers.length - 1] = performance.now() - startedAt;
  }
  postAnswers();
}

/** @param {string} name */
function find(name) {
  const task = tasks[name];
  if (typeof task === "function") return task;
  throw new TypeError(`${fileURLToPath(module)} exports no function ${name}`);
}

/**
 * A copy of an error keeps its message and its stack, but neither its name nor a code.
 * @param {unknown} error
 */
function withItsProperties(error) {
  if (!(error instanceof Error)) return [error, {}];
  const { name } = error;
  const code = "code" in error ? error.code : undefined;
  // A DOMException, such as an AbortError, arrives as nothing at all on some Nodes.
  const copyable = error instanceof DOMException ? new Error(error.message) : error;
  return [copyable, { ...error, name, ...(code === undefined ? {} : { code }) }];
}

function postAnswers() {
  const [posted, list] = [answers, transfer];
  [answers, transfer] = [[], []];
  if (posted.length === 0) return;
  try {
    parentPort?.postMessage(posted, list);
  } catch (error) {
    if (posted.length === 3) {
      const reason = new TypeError(
        `the answer cannot be copied: ${error instanceof Error ? error.message : error}`,
      );
      parentPort?.postMessage(["error", [reason, {}], posted[2]]);
      return;
    }
    // One of them cannot be copied. The others can, and find out by themselves.
    for (let index = 0; index < posted.length; index += 3) {
      [answers, transfer] = [posted.slice(index, index + 3), list];
      postAnswers();
    }
  }
}
