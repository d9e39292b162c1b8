// A thread that is Alice or Bob: takes two things in the order it is told, writes, puts both back.

import { parentPort, workerData } from "node:worker_threads";
import { Desk, type Person, type Thing } from "#lesson/05-deadlock/desk.ts";

const { cells, person, order, rounds, meet } = workerData as {
  cells: Int32Array<SharedArrayBuffer>;
  person: Person;
  order: [Thing, Thing];
  rounds: number;
  /** Whether to wait, after the first thing, until the other has one too. */
  meet: boolean;
};
const desk = new Desk(cells);

let pages = 0;
for (; pages < rounds; pages++) {
  desk.take(person, order[0]);
  if (meet) desk.waitUntilAllHaveOne();
  desk.take(person, order[1]);
  desk.putBack(order[1]);
  desk.putBack(order[0]);
}
parentPort?.postMessage(pages);
