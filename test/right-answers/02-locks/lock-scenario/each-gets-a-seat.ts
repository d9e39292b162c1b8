// right: each seller takes the next seat, and no two may have the same one

import type { LockClass } from "#lesson/02-locks/lock.ts";
import { WokenWritesOne } from "#lesson/02-locks/wrong-locks.ts";
import { defineScenario } from "#workbook/explorer/index.ts";

export function sellUnder(LockUnderTest: LockClass) {
  return defineScenario({
    name: "three seats in a row",
    memory: { lock: LockUnderTest.length, next: 1, seats: new Uint8Array(3) },
    threads: {
      count: 3,
      run: (m, id) => {
        const lock = new LockUnderTest(m.lock);
        lock.lock();
        const seat = m.next[0];
        m.seats[seat] = id + 1;
        m.next[0] = seat + 1;
        lock.unlock();
        return seat;
      },
    },
    final: (_, seats) => new Set(seats).size === 3 || `the seats are ${seats.join()}`,
  });
}

export default sellUnder(WokenWritesOne);
