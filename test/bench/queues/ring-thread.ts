// One end of a ring in a thread of its own, which asks until it works; the consumer measures and looks whether all came, in order.

import { parentPort, workerData } from "node:worker_threads";
import { meet } from "#lesson/02-locks/meet.ts";
import { type RingWork, ringPairs } from "./rings.ts";

/** What both threads find as their `workerData`. */
export interface RingTask {
  work: RingWork;
  /** Its place in the pair. */
  way: 0 | 1;
  peers: string;
  memory: SharedArrayBuffer;
  /** How many of the first do not count. */
  warmUp: number;
  count: number;
  gate: Int32Array;
}

const task = workerData as RingTask & { isProducer: boolean };
const { warmUp, count, gate } = task;

async function run(): Promise<void> {
  const ring = await ringPairs[task.work][task.way].open(task.memory, task.peers);
  meet(gate, 2, 1);
  if (task.isProducer) {
    for (let sent = 0; sent < warmUp + count; sent++) {
      while (!ring.tryPut(sent)) {
        // It is full.
      }
    }
    return;
  }
  let startMs = 0;
  for (let taken = 0; taken < warmUp + count; taken++) {
    let number = ring.tryGet();
    while (number === undefined) number = ring.tryGet();
    if (number !== taken) throw new Error(`expected ${taken}, got ${number}`);
    if (taken === warmUp) startMs = performance.now();
  }
  parentPort?.postMessage(((performance.now() - startMs) * 1e6) / count);
}

void run();
