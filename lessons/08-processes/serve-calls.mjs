// The code of a pool's process: runs the calls that it is sent, one at a time, and answers each.

import { fileURLToPath } from "node:url";
import { loadModule } from "../07-pools/load-module.mjs";

const [, , module = ""] = process.argv;
const tasks = await loadModule(module);

process.on("message", ([name, args]) => serve(name, args));

// The process that started us is gone: nobody wants our answers any more.
process.on("disconnect", () => process.exit());

/**
 * @param {string} name
 * @param {unknown[]} args
 */
async function serve(name, args) {
  try {
    const task = tasks[name];
    if (typeof task !== "function") {
      throw new TypeError(`${fileURLToPath(module)} exports no function ${name}`);
    }
    answer(["result", await task(...args)]);
  } catch (error) {
    answer(["error", error, propertiesOf(error)]);
  }
}

/** @param {unknown[]} message */
function answer(message) {
  try {
    process.send?.(message);
  } catch (error) {
    const detail = error instanceof Error ? error.message : error;
    const reason = new TypeError(`the answer cannot be copied: ${detail}`);
    process.send?.(["error", reason, { name: reason.name }]);
  }
}

/**
 * A copy of an error keeps its message and its stack, but neither a name of its own nor a code.
 * @param {unknown} error
 */
function propertiesOf(error) {
  return error instanceof Error ? { ...error, name: error.name } : {};
}
