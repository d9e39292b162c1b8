// What becomes of an error in a thread: printed and lost, or brought home by join.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

const countLines = new URL("../count-lines.ts", import.meta.url);
const files = ["recipe.txt", "no-such-file.txt"];

let total = 0;
// #region lost
for (const file of files) {
  const worker = startWorker(countLines, { workerData: file });
  worker.on("message", (lines: number) => {
    total += lines;
  });
  worker.on("error", (error) => console.log(`printed: ${codeOf(error)}`));
  await new Promise((resolve) => worker.on("exit", resolve));
}
// #endregion
console.log(`lines in all: ${total}, and nobody can tell that this is wrong`);

// #region joined
for (const file of files) {
  try {
    const worker = startWorker(countLines, { workerData: file });
    console.log(`${file}: ${await join<number>(worker)} lines`);
  } catch (error) {
    console.log(`${file}: ${codeOf(error)}`);
  }
}
// #endregion

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
