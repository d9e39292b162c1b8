// Asks an event-loop task, a thread and a process what they share with this program.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { isMainThread, parentPort, threadId, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

type Answers = { pid: number; threadId: number; variable?: string; cell?: number };
const kitchen = globalThis as { soup?: string };

if (isMainThread) main();
else {
  parentPort?.postMessage(look(workerData));
}

async function main(): Promise<void> {
  kitchen.soup = "hot";
  const cells = new Int32Array(new SharedArrayBuffer(4)).fill(7);
  const script = "JSON.stringify({ pid: process.pid, threadId: 0, variable: globalThis.soup })";
  console.log("        same process  same thread  variable  shared cell");
  print("task", await new Promise((resolve) => setImmediate(() => resolve(look(cells)))));
  const [answers] = await once(startWorker(import.meta.url, { workerData: cells }), "message");
  print("thread", answers);
  print(
    "process",
    JSON.parse(execFileSync(process.execPath, ["-p", script], { encoding: "utf8" })),
  );
}

function look(cells: Int32Array): Answers {
  return { pid: process.pid, threadId, variable: kitchen.soup ?? "none", cell: cells[0] ?? 0 };
}

function print(name: string, { pid, threadId: thread, variable, cell }: Answers): void {
  const isSame = pid === process.pid;
  const facts = [isSame, isSame && thread === threadId, variable === "hot", cell === 7];
  const widths = [14, 13, 10, 0];
  const cells = facts.map((fact, index) => (fact ? "yes" : "no").padEnd(widths[index] ?? 0));
  console.log(name.padEnd(8) + cells.join(""));
}
