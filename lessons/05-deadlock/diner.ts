// A thread that is a philosopher at a table of three: eats 1,000 times, and says so.

import { parentPort, workerData } from "node:worker_threads";
import { Table } from "#solution/05-deadlock/philosophers.ts";

const { cells, seat } = workerData as { cells: Int32Array; seat: number };
const table = new Table(cells, 3);

let meals = 0;
for (; meals < 1_000; meals++) {
  table.takeForks(seat);
  table.putForks(seat);
}
parentPort?.postMessage(meals);
