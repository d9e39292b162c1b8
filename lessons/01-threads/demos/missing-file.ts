// What becomes of an error in a thread: printed and lost, or brought home by join.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

const countLines = new URL("../count-lines.ts", import.meta.url);
const files = ["recipe.txt", "no-such-file.txt"];

// #region lost
let total = 0;
for (const file of files) {
  const worker = startWorker(countLines, { workerData: file });
  worker.on("error", (error: NodeJS.ErrnoException) => console.log(`printed: ${error.code}`));
  total += await new Promise<number>((resolve) => {
    worker.on("message", resolve);
    worker.on("exit", () => resolve(0));
  });
}
console.log(`lines in all: ${total}, and nobody can tell that this is wrong`);
// #endregion

// #region joined
const counts = files.map((file) => join<number>(startWorker(countLines, { workerData: file })));
for (const [index, outcome] of (await Promise.allSettled(counts)).entries()) {
  const said = outcome.status === "fulfilled" ? `${outcome.value} lines` : outcome.reason.code;
  console.log(`${files[index]}: ${said}`);
}
// #endregion
