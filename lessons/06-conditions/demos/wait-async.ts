// The main thread waits for a dish, blocked and not: how often does its event loop turn meanwhile?

import { isMainThread, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { Event } from "#solution/06-conditions/event.ts";

if (isMainThread) main();
else {
  // Cooking takes a while: nobody sets this cell.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  new Event(workerData as Int32Array).set();
}

async function main(): Promise<void> {
  let guests = 0;
  const door = setInterval(() => guests++, 1);

  const first = orderDish();
  first.wait();
  console.log(`wait: ${guests === 0 ? "no guest" : "guests"} greeted meanwhile`);

  const second = orderDish();
  await second.waitAsync();
  console.log(`waitAsync: ${guests === 0 ? "no guest" : "guests"} greeted meanwhile`);

  clearInterval(door);
  process.on("exit", () => console.log("the program ends, though nobody set the third event"));
  new Event(new Int32Array(new SharedArrayBuffer(4))).waitAsync();
}

function orderDish(): Event {
  const dish = new Event(new Int32Array(new SharedArrayBuffer(4 * Event.length)));
  startWorker(import.meta.url, { workerData: dish.cells });
  return dish;
}
