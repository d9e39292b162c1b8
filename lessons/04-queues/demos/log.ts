// Three threads write 300 lines each to a log thread, through a queue with room for sixteen.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { runThreads } from "#lesson/02-locks/meet.ts";
import { Log, startLogThread } from "#lesson/04-queues/log-thread.ts";

if (isMainThread) main();
else {
  const log = new Log(workerData.handle);
  let deepest = 0;
  for (let order = 0; order < 300; order++) {
    log.write(`server ${workerData.id}: order ${order}`);
    deepest = Math.max(deepest, log.depth);
  }
  parentPort?.postMessage(deepest);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "log-"));
  const file = join(folder, "shop.log");
  // #region start
  const log = startLogThread({ file, capacity: 16 });
  const { handle } = log;
  const depths = await runThreads<number>(import.meta.url, 3, { handle });
  const count = await log.close();
  // #endregion
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const isInOrder = [0, 1, 2].every((id) => {
    const own = lines.filter((line) => line.startsWith(`server ${id}:`));
    return own.every((line, index) => line === `server ${id}: order ${index}`);
  });
  console.log(`lines in the file: ${count}, each thread's in order: ${isInOrder}`);
  console.log(`never more than 16 waited: ${Math.max(...depths) <= 16}`);
  rmSync(folder, { recursive: true });
}
