// Alice and Bob, stuck for real: two threads, two locks, and a look at who waits for whom.

import { setTimeout as pause } from "node:timers/promises";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { Desk, type Person, people, type Thing, things } from "#lesson/05-deadlock/desk.ts";
import { findCycle } from "#solution/05-deadlock/find-cycle.ts";

const writer = new URL("../writer.ts", import.meta.url);

// #region start
const desk = new Desk();
const alice = start("Alice", ["pen", "notebook"]);
const bob = start("Bob", ["notebook", "pen"]);
// #endregion

function start(person: Person, order: [Thing, Thing]) {
  const workerData = { cells: desk.cells, person, order, rounds: 1, meet: true };
  return startWorker(writer, { workerData });
}

// #region look
let cycle: string[] | undefined;
while (cycle === undefined) {
  await pause(10);
  cycle = findCycle(desk.whoWaitsForWhom());
}
// #endregion
for (const person of people) {
  const thing = things.find((one) => desk.ownerOf(one) === person);
  console.log(`${person} has the ${thing} and wants the ${desk.wishOf(person)}.`);
}
console.log(`The circle: ${[...cycle, cycle[0]].join(" waits for ")}.`);

await Promise.all([alice.terminate(), bob.terminate()]);
console.log("Nobody would ever move. We ended both threads.");
