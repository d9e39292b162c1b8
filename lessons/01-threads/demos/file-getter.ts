// Subclass style keeps the result in a field, which can be read too early; a message cannot.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";
import { Thread } from "#solution/01-threads/thread.ts";

const countLines = new URL("../count-lines.ts", import.meta.url);
const file = "recipe.txt";

// #region subclass
class FileGetter extends Thread<number> {
  lines: number | undefined;

  override async join(): Promise<number> {
    this.lines = await super.join();
    return this.lines;
  }
}
// #endregion

// #region field
const getter = new FileGetter(countLines, { data: file }).start();
console.log(`before join: ${getter.lines} lines`);
await getter.join();
console.log(`after join: ${getter.lines} lines`);
// #endregion

// #region message
const worker = startWorker(countLines, { workerData: file });
const lines = await join<number>(worker);
console.log(`as a message: ${lines} lines`);
// #endregion
