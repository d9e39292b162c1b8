// kill -9 at random moments, then a resume each: are the bytes right, and how many came twice? `… [TIMES] [SEED]`.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { parseJournal } from "#lesson/09-downloader/file/journal-state.ts";
import { countBytes } from "#lesson/09-downloader/http/byte-range.ts";
import { makeRandom } from "../../seeded-random.ts";
import { describeMachine } from "../harness/machine.ts";
import { median } from "../harness/statistics.ts";
import { showNumber } from "../harness/table.ts";
import { ours } from "./tools.ts";

const times = Number(process.argv[2] ?? 200);
const random = makeRandom(Number(process.argv[3] ?? 1));
const sizeBytes = 32 * 2 ** 20;
const chunkBytes = 2 ** 20;
const connections = 8;
/** A second or so in all: long enough to be hit anywhere. */
const bytesPerSecond = 4 * 2 ** 20;

const folder = await mkdtemp(join(tmpdir(), "interleave-kills-"));
const file = join(folder, "out");
const server = await startFaultServer({ sizeBytes, bytesPerSecond });
const right = readSource(createSource(1, 1, sizeBytes));
const words = [...ours.command(server.url, file), "--chunk", String(chunkBytes)];
const twice: number[] = [];
let [wrong, finished] = [0, 0];
console.log(`${describeMachine()}; ${times} kills of a download of ${sizeBytes / 2 ** 20} MiB`);
try {
  for (let time = 0; time < times; time++) {
    const first = start();
    await Promise.race([sleep(random(1_500)), first.ended]);
    first.child.kill("SIGKILL");
    const [code] = await first.ended;
    if (code === 0) finished++;
    else {
      // What the first run has asked for and the journal does not claim may be asked for again.
      const journal = await readFile(`${file}.part.json`, "utf8").catch(() => "null");
      const claimed = countBytes(parseJournal(journal)?.ranges ?? []);
      const written = await countWritten();
      twice.push(written - claimed);
      await start().ended;
    }
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (!bytes.equals(right)) wrong++;
    await rm(file, { force: true });
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}
console.log(`${times - finished} were killed before the end, ${finished} had finished`);
console.log(`wrong files after the next run: ${wrong}`);
const [most, middle] = [Math.max(...twice), median(twice)];
const bound = connections * chunkBytes;
console.log(`written and not claimed, so fetched twice: median ${showNumber(middle)} bytes,`);
console.log(`at most ${showNumber(most)}; a chunk for each connection is ${showNumber(bound)}`);
if (wrong > 0 || most >= bound) process.exitCode = 1;

function start() {
  const [command = "", ...rest] = words;
  const env = { ...process.env, INIT_CWD: folder };
  const child = spawn(command, rest, { cwd: folder, env, stdio: "ignore" });
  return { child, ended: once(child, "exit") as Promise<[number | null]> };
}

/** Pages of the part file that hold what the source has there. */
async function countWritten(): Promise<number> {
  const part = await readFile(`${file}.part`).catch(() => Buffer.alloc(0));
  let count = 0;
  for (let at = 0; at < part.length; at += 4_096) {
    const end = Math.min(at + 4_096, part.length);
    if (part.subarray(at, end).equals(right.subarray(at, end))) count += end - at;
  }
  return count;
}
