// A process that downloads and kills itself at a step: `die-at-step.ts URL FILE STEP`.

import { download } from "#solution/09-downloader/download.ts";
import { createMortalDisk } from "./failing-process.ts";

const [url = "", file = "", step = ""] = process.argv.slice(2);
const disk = createMortalDisk(Number(step), () => {
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way; not a line of ours may run before it comes.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error("killed");
});
await download(url, { file, disk, connections: 2, chunkBytes: 16_384 });
