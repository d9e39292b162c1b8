// A litmus test: each thread writes its own cell and reads the other's. Can both read 0? Change it and see.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { meet, share } from "#lesson/02-locks/meet.ts";
import { join } from "#solution/01-threads/join.ts";
import { explore } from "#workbook/explorer/index.ts";

const runs = 20_000;
type Data = { way: "plain" | "atomic"; id: number; cells: Int32Array; gate: Int32Array };

// #region write-and-read
function writeAndRead(way: string, cells: Int32Array, mine: number, other: number) {
  if (way === "plain") {
    cells[mine] = 1;
    return cells[other];
  }
  Atomics.store(cells, mine, 1);
  return Atomics.load(cells, other);
}
// #endregion

if (isMainThread) {
  for (const way of ["plain", "atomic"]) {
    const data = { way, cells: share(32 * runs).fill(0), gate: share(1) };
    const thread = (id: number) =>
      join<Int32Array>(startWorker(import.meta.url, { workerData: { ...data, id } }));
    const [left, right] = await Promise.all([thread(0), thread(1)]);
    const both = left.filter((seen, run) => seen === 0 && right[run] === 0).length;
    const run = (m: { cells: Int32Array }, id: number) => writeAndRead(way, m.cells, id, 1 - id);
    const final = (_: unknown, seen: readonly unknown[]) => seen.includes(1) || "both read 0";
    const { verdict } = explore({
      name: way,
      memory: { cells: 2 },
      threads: { count: 2, run },
      final,
    });
    const times = way === "atomic" && both === 0 ? "never" : `in ${both} of ${runs} runs`;
    console.log(`${way.padEnd(7)} ${verdict.padEnd(10)} both read 0 ${times}`);
  }
} else {
  // Two cache lines a run, so that nothing but the order of the accesses matters.
  const { way, id, cells, gate } = workerData as Data;
  const seen = Int32Array.from({ length: runs }, (_, run) => {
    meet(gate, 2, run + 1);
    return writeAndRead(way, cells, 32 * run + 16 * id, 32 * run + 16 * (1 - id)) ?? -1;
  });
  parentPort?.postMessage(seen);
}
