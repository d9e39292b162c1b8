// One slot, a producer of two items, two consumers of one each, a mutex and two conditions;
// promela/bounded-buffer.pml is the same in Promela.
import { defineScenario } from "#workbook/explorer/index.ts";
import { acquire, release } from "./futex-lock.ts";

const { add, load, notify, sub, wait } = Atomics;

interface Buffer {
  mutex: Int32Array;
  mayPut: Int32Array;
  mayTake: Int32Array;
  used: Int32Array;
}

const take = (m: Buffer): void => {
  acquire(m.mutex, 0);
  while (load(m.used, 0) === 0) waitFor(m.mayTake, m.mutex);
  if (sub(m.used, 0, 1) !== 1) throw new Error("took from an empty buffer");
  signal(m.mayPut);
  release(m.mutex, 0);
};

const put = (m: Buffer): void => {
  acquire(m.mutex, 0);
  while (load(m.used, 0) === 1) waitFor(m.mayPut, m.mutex);
  if (add(m.used, 0, 1) !== 0) throw new Error("put into a full buffer");
  signal(m.mayTake);
  release(m.mutex, 0);
};

export default defineScenario({
  name: "bounded buffer, 1 producer × 2, 2 consumers",
  memory: { mutex: 1, mayPut: 1, mayTake: 1, used: 1 },
  threads: [
    (m) => {
      put(m);
      put(m);
    },
    take,
    take,
  ],
});

/** A condition is a count of its signals, read under the mutex and slept on outside. */
function waitFor(condition: Int32Array, mutex: Int32Array): void {
  const seen = load(condition, 0);
  release(mutex, 0);
  wait(condition, 0, seen);
  acquire(mutex, 0);
}

function signal(condition: Int32Array): void {
  add(condition, 0, 1);
  notify(condition, 0, 1);
}
