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

  const first = newDish();
  order(first);
  first.wait();
  console.log(`wait: ${guests === 0 ? "no guest" : "guests"} greeted meanwhile`);

  const second = newDish();
  const served = second.waitAsync();
  order(second);
  await served;
  console.log(`waitAsync: ${guests === 0 ? "no guest" : "guests"} greeted meanwhile`);

  clearInterval(door);
  process.on("exit", () => console.log("the program ends, though nobody set the third event"));
  new Event(new Int32Array(new SharedArrayBuffer(4))).waitAsync();
}

function newDish(): Event {
  return new Event(new Int32Array(new SharedArrayBuffer(4 * Event.length)));
}

function order(dish: Event): void {
  startWorker(import.meta.url, { workerData: dish.cells });
}
