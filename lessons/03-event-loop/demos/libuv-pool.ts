// Four password hashes, then a look at a file, in libuv's pool of 1, 2, 4 and 8 threads.

import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { renderBars } from "#lesson/03-event-loop/bars.ts";

const script = fileURLToPath(new URL("../hashes.mjs", import.meta.url));
const times = new Map<string, number>();
for (const size of [1, 2, 4, 8]) {
  // #region start
  const env = { ...process.env, UV_THREADPOOL_SIZE: String(size) };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  // #endregion
  const { before, hashesMs } = JSON.parse(stdout) as { before: number; hashesMs: number };
  times.set(`pool of ${size}, file after ${before}`, hashesMs);
}
console.log(`${availableParallelism()} processors`);
console.log(renderBars(times, "ms", 0));
