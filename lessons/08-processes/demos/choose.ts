// Hands the same work over in four ways, and measures each: two workers wherever there are workers.

import { measureWay } from "#lesson/08-processes/measure/measure-way.ts";
import {
  openLoop,
  openMachines,
  openProcesses,
  openThreads,
} from "#lesson/08-processes/measure/ways.ts";

const rows = [
  ...(await measureWay(async () => openLoop())),
  ...(await measureWay(async () => openThreads(2))),
  ...(await measureWay(async () => openProcesses(2))),
  ...(await measureWay(() => openMachines(2))),
];
const alone = rows[0]?.computeMs ?? 1;

console.log("              start   hand over   8 computations");
for (const { name, startMs, handOverMs, computeMs } of rows) {
  const start = `${startMs.toFixed(0)} ms`.padStart(9);
  const handOver = `${handOverMs.toFixed(3)} ms`.padStart(12);
  const compute = `${Math.round((computeMs / alone) * 100)} % of the loop's time`;
  console.log(`${name.padEnd(10)}${start}${handOver}   ${compute}`);
}
