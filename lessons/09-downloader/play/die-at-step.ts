// A process that downloads and kills itself at a step: `die-at-step.ts URL FILE STEP`.

import { createMortalDisk } from "#lesson/09-downloader/play/mortal-disk.ts";
import { killOptions } from "#lesson/09-downloader/play/play-kills.ts";
import { download } from "#solution/09-downloader/download.ts";

const [url = "", file = "", step = ""] = process.argv.slice(2);
const disk = createMortalDisk(Number(step), () => {
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way; not a line of ours may run before it comes.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error("killed");
});
await download(url, { ...killOptions, file, disk });
