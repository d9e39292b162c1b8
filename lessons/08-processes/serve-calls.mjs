// The code of a pool's process: runs the calls that it is sent, one at a time, and answers each.

import { fileURLToPath } from "node:url";
import { loadModule } from "../07-pools/load-module.mjs";

const [, , module] = process.argv;
const tasks = await loadModule(module);

process.on("message", async ([name, args]) => {
  try {
    if (typeof tasks[name] !== "function") {
      throw new TypeError(`${fileURLToPath(module)} exports no function ${name}`);
    }
    answer(["result", await tasks[name](...args)]);
  } catch (error) {
    answer(["error", error, propertiesOf(error)]);
  }
});

// Whoever started us is gone: nobody wants our answers any more.
process.on("disconnect", () => process.exit());

function answer(message) {
  try {
    process.send(message);
  } catch (error) {
    const reason = new TypeError(`the answer cannot be copied: ${error.message}`);
    process.send(["error", reason, { name: reason.name }]);
  }
}

/** A copy of an error keeps its message and its stack, but neither a name of its own nor a code. */
function propertiesOf(error) {
  return error instanceof Error ? { ...error, name: error.name } : {};
}
