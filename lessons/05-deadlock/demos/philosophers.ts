// Three philosophers: how they same-hand when all begin at the same hand, and how an order feeds them.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

// #region same-hand
const sameHand = defineScenario({
  name: "everybody begins at the same hand",
  memory: { forks: 3 },
  threads: {
    count: 3,
    run: (m, seat) => {
      const fork = (n: number) => new Mutex(m.forks.subarray(n % 3));
      fork(seat).lock();
      fork(seat + 1).lock();
      fork(seat + 1).unlock();
      fork(seat).unlock();
    },
  },
});
// #endregion
console.log(`Same hand first: ${explore(sameHand).message}`);

const diner = new URL("../diner.ts", import.meta.url);
const cells = new Int32Array(new SharedArrayBuffer(12));
const diners = [0, 1, 2].map((seat) => startWorker(diner, { workerData: { cells, seat } }));
const meals = await Promise.all(diners.map((worker) => join<number>(worker)));
console.log(`Lower fork first: ${meals.join(", ")} meals.`);
