// The same two threads and locks, with one order for everybody: nobody waits in a circle.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { Desk, people, type Thing } from "#lesson/05-deadlock/desk.ts";
import { join } from "#solution/01-threads/join.ts";

const writer = new URL("../writer.ts", import.meta.url);

// #region order
const order: [Thing, Thing] = ["pen", "notebook"];
// #endregion
const desk = new Desk();
const workers = people.map((person) => {
  const workerData = { cells: desk.cells, person, order, rounds: 1_000, meet: false };
  return startWorker(writer, { workerData });
});
const pages = await Promise.all(workers.map((worker) => join<number>(worker)));
console.log(`Alice wrote ${pages[0]} pages, Bob wrote ${pages[1]}.`);
