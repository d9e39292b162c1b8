// The process in which a learner's downloader plays: `player FOLDER`, where it is, compiled.

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { FromPlayer, ToPlayer } from "./messages.ts";
import { plays } from "./plays.ts";

const [folder = ""] = process.argv.slice(2);
process.on("uncaughtException", (error) => crash(error, false));
process.on("unhandledRejection", (error) => crash(error, true));
// In a thread of its own, so that it can end us whatever we are busy with.
const endOrphan = new URL("./end-orphan.mjs", import.meta.url);
new Worker(endOrphan, { workerData: process.ppid, execArgv: [] }).unref();
process.on("message", ({ name }: ToPlayer) => void play(name));
// Only now: what the learner wrote may do anything when it is loaded.
const loading = import("#solution/09-downloader/download.ts");
await loading;
tell({ type: "ready" });

async function play(name: string): Promise<void> {
  const { download } = await loading;
  const found = plays.find((one) => one.name === name);
  if (!found) throw new Error(`there is no play ${name}`);
  const failures = await found.run({
    download,
    startMortal: (words) => start("mortal", words),
    startProgram: (words) => start("program", words),
    onRun: () => tell({ type: "run" }),
  });
  // An error that comes a turn of the event loop later is still of this play.
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  tell({ type: "played", failures });
}

/** Of our own process group, so that it ends with us. */
function start(entry: string, words: readonly string[]): ChildProcess {
  const file = join(folder, `${entry}.mjs`);
  return spawn(process.execPath, [file, ...words], { stdio: ["ignore", "pipe", "ignore"] });
}

function crash(error: unknown, isRejection: boolean): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  tell({ type: "crashed", isRejection, message }, () => process.exit(1));
}

function tell(message: FromPlayer, onSent = () => {}): void {
  if (process.connected) process.send?.(message, undefined, undefined, onSent);
}
