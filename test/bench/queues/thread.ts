// One end of a pipe in a thread of its own; the consumer measures and looks whether all came, in order.

import { parentPort, workerData } from "node:worker_threads";
import { meet } from "#lesson/02-locks/meet.ts";
import { messageBytes, type Pipe, type Way, ways } from "./ways.ts";

const pipe = workerData as Pipe & { isProducer: boolean };
const { warmUp, count, gate } = pipe;
const way: Way = ways[pipe.way];

if (pipe.isProducer) {
  const producer = await way.produce(pipe);
  const message = new Uint8Array(messageBytes);
  const number = new Int32Array(message.buffer, 0, 1);
  meet(gate, 2, 1);
  for (let sent = 0; sent < warmUp + count; sent++) {
    number[0] = sent;
    const waiting = producer.put(message);
    if (waiting) await waiting;
  }
} else {
  const consumer = await way.consume(pipe);
  let taken = 0;
  let startMs = 0;
  let cpu = process.cpuUsage();
  meet(gate, 2, 1);
  await consumer.takeAll((message) => {
    const number = (message[0] ?? 0) | ((message[1] ?? 0) << 8) | ((message[2] ?? 0) << 16);
    if (number !== taken) throw new Error(`expected message ${taken}, got ${number}`);
    if (taken === warmUp) {
      startMs = performance.now();
      cpu = process.cpuUsage();
    }
    return ++taken < warmUp + count;
  });
  const ns = ((performance.now() - startMs) * 1e6) / count;
  // Of the whole process: of both threads, that is, since the main thread sleeps.
  const { user, system } = process.cpuUsage(cpu);
  parentPort?.postMessage({ ns, cpuNs: ((user + system) * 1e3) / count });
}
pipe.port.close();
