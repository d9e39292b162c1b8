// Locks by read-modify-write and futex: spin locks, ticket, MCS, Drepper's three mutexes and how people get them wrong.
import { type Program, program } from "./program.ts";

const { load, store, add, sub, exchange, compareExchange, wait, notify } = Atomics;

interface LockMemory {
  lock: Int32Array;
  next: Int32Array;
}
type Body = (m: LockMemory, id: number) => void;

interface LockOptions {
  count?: number;
  rounds?: number;
  states?: number;
}

/** `count` threads increment a plain counter inside the lock, `rounds` times each. */
function lockProgram(
  verdict: Program["verdict"],
  why: string,
  name: string,
  lock: Body,
  unlock: Body,
  { count = 2, rounds = 2, states }: LockOptions = {},
): Program {
  return program(
    verdict,
    why,
    {
      name: `${name}, ${count} × ${rounds}`,
      memory: { lock: 4, next: 4, data: 1 },
      threads: {
        count,
        run: (m, id) => {
          for (let i = 0; i < rounds; i++) {
            lock(m, id);
            m.data[0]++;
            unlock(m, id);
          }
        },
      },
      final: (m) => m.data[0] === count * rounds || `data is ${m.data[0]}`,
    },
    states === undefined ? {} : { states },
  );
}

export const spinLock: Body = (m) => {
  while (exchange(m.lock, 0, 1) !== 0);
};
export const spinUnlock: Body = (m) => {
  store(m.lock, 0, 0);
};

/** Drepper, "Futexes are tricky", mutex 1: a counter; the wait compares with what was seen. */
const mutex1Lock: Body = (m) => {
  for (let c = add(m.lock, 0, 1); c !== 0; c = add(m.lock, 0, 1)) wait(m.lock, 0, c + 1);
};
const mutex1Unlock: Body = (m) => {
  store(m.lock, 0, 0);
  notify(m.lock, 0, 1);
};

export const mutex2Lock: Body = (m) => {
  let c = compareExchange(m.lock, 0, 0, 1);
  if (c === 0) return;
  do {
    if (c === 2 || compareExchange(m.lock, 0, 1, 2) !== 0) wait(m.lock, 0, 2);
    c = compareExchange(m.lock, 0, 0, 2);
  } while (c !== 0);
};
export const mutex2Unlock: Body = (m) => {
  if (sub(m.lock, 0, 1) !== 1) {
    store(m.lock, 0, 0);
    notify(m.lock, 0, 1);
  }
};
const mutex3Lock: Body = (m) => {
  let c = compareExchange(m.lock, 0, 0, 1);
  if (c !== 0) {
    if (c !== 2) c = exchange(m.lock, 0, 2);
    while (c !== 0) {
      wait(m.lock, 0, 2);
      c = exchange(m.lock, 0, 2);
    }
  }
};

const ticketLock: Body = (m) => {
  const mine = add(m.next, 0, 1);
  while (load(m.lock, 0) !== mine);
};

/** MCS: node of thread `id` is lock[1 + id] (waits) and next[id]; the tail is lock[0]. */
const mcsLock: Body = (m, id) => {
  store(m.next, id, 0);
  store(m.lock, 1 + id, 1);
  const before = exchange(m.lock, 0, id + 1);
  if (before === 0) return;
  store(m.next, before - 1, id + 1);
  while (load(m.lock, 1 + id) === 1);
};
const mcsUnlock: Body = (m, id) => {
  if (load(m.next, id) === 0) {
    if (compareExchange(m.lock, 0, id + 1, 0) === id + 1) return;
    while (load(m.next, id) === 0);
  }
  store(m.lock, load(m.next, id), 0);
};

export const lockPrograms = [
  lockProgram("holds", "test-and-set", "spin lock", spinLock, spinUnlock, {
    // With the lock free: what each thread in its second round read in its first tells 14 apart. From
    // these a thread can enter in 18 ways, and is inside at one of 3 places: 14 + 54.
    states: 68,
  }),
  lockProgram("holds", "test-and-set, three threads", "spin lock", spinLock, spinUnlock, {
    count: 3,
    rounds: 1,
    // Lock free: any of 2³ sets of threads is over. Taken: by one of 3, at one of 3 places, any of the 2²
    // sets of others over: 8 + 36.
    states: 44,
  }),
  lockProgram(
    "holds",
    "looks before it exchanges",
    "test and test-and-set",
    (m) => {
      for (;;) {
        while (load(m.lock, 0) !== 0);
        if (exchange(m.lock, 0, 1) === 0) return;
      }
    },
    spinUnlock,
  ),
  lockProgram(
    "data-race",
    "test, then set: both may see 0",
    "test, then set",
    (m) => {
      while (load(m.lock, 0) !== 0);
      store(m.lock, 0, 1);
    },
    spinUnlock,
  ),
  lockProgram(
    "data-race",
    "a compare-exchange whose result is not looked at",
    "ignored compare-exchange",
    (m) => {
      compareExchange(m.lock, 0, 0, 1);
    },
    spinUnlock,
  ),
  lockProgram("deadlock", "never unlocked", "spin lock, not released", spinLock, () => {}),
  lockProgram("holds", "ticket lock: in order of arrival", "ticket lock", ticketLock, (m) => {
    add(m.lock, 0, 1);
  }),
  lockProgram(
    "deadlock",
    "the turn passes two on",
    "ticket lock, skips a turn",
    ticketLock,
    (m) => {
      add(m.lock, 0, 2);
    },
  ),
  lockProgram("holds", "Mellor-Crummey and Scott 1991", "MCS lock", mcsLock, mcsUnlock, {
    rounds: 1,
  }),
  lockProgram(
    "deadlock",
    "the one who unlocks does not wait for the link of the one who comes",
    "MCS lock, link not awaited",
    mcsLock,
    (m, id) => {
      if (load(m.next, id) === 0) {
        compareExchange(m.lock, 0, id + 1, 0);
        return;
      }
      store(m.lock, load(m.next, id), 0);
    },
    { rounds: 1 },
  ),
  lockProgram(
    "holds",
    "mutex 1 with two threads: what is wrong needs never-ending contention",
    "Drepper's mutex 1",
    mutex1Lock,
    mutex1Unlock,
    { rounds: 1 },
  ),
  lockProgram("holds", "Drepper's mutex 2", "Drepper's mutex 2", mutex2Lock, mutex2Unlock),
  lockProgram("holds", "Drepper's mutex 2", "Drepper's mutex 2", mutex2Lock, mutex2Unlock, {
    count: 3,
    rounds: 1,
  }),
  lockProgram("holds", "Drepper's mutex 3", "Drepper's mutex 3", mutex3Lock, mutex2Unlock),
  lockProgram("holds", "Drepper's mutex 3", "Drepper's mutex 3", mutex3Lock, mutex2Unlock, {
    count: 3,
    rounds: 1,
  }),
  lockProgram(
    "deadlock",
    "one who sleeps takes the lock as 1: the third is forgotten",
    "mutex 3 retaking with 1",
    (m) => {
      let c = compareExchange(m.lock, 0, 0, 1);
      if (c === 0) return;
      c = exchange(m.lock, 0, 2);
      while (c !== 0) {
        wait(m.lock, 0, 2);
        c = compareExchange(m.lock, 0, 0, 1);
      }
    },
    mutex2Unlock,
    { count: 3, rounds: 1 },
  ),
  lockProgram(
    "deadlock",
    "unlock stores and wakes nobody",
    "mutex without notify",
    (m) => {
      while (compareExchange(m.lock, 0, 0, 1) !== 0) wait(m.lock, 0, 1);
    },
    spinUnlock,
    { rounds: 1 },
  ),
  lockProgram(
    "holds",
    "store, then notify, always: slow but right",
    "mutex that always notifies",
    (m) => {
      while (compareExchange(m.lock, 0, 0, 1) !== 0) wait(m.lock, 0, 1);
    },
    mutex1Unlock,
  ),
  lockProgram(
    "deadlock",
    "notify before the store: the woken thread sleeps again",
    "notify before the store",
    (m) => {
      while (compareExchange(m.lock, 0, 0, 1) !== 0) wait(m.lock, 0, 1);
    },
    (m) => {
      notify(m.lock, 0, 1);
      store(m.lock, 0, 0);
    },
  ),
  lockProgram(
    "data-race",
    "`if` for `while`: a woken thread does not look again",
    "mutex that does not look again",
    (m) => {
      if (compareExchange(m.lock, 0, 0, 1) !== 0) {
        wait(m.lock, 0, 1);
        store(m.lock, 0, 1);
      }
    },
    mutex1Unlock,
  ),
  lockProgram(
    "deadlock",
    "waits for a value that nobody compares: `wait` with 0 sleeps on a free lock",
    "waits on the wrong value",
    (m) => {
      while (compareExchange(m.lock, 0, 0, 1) !== 0) wait(m.lock, 0, 0);
    },
    mutex1Unlock,
    { rounds: 1 },
  ),
  lockProgram(
    "deadlock",
    "notify at the wrong cell",
    "notifies the wrong cell",
    (m) => {
      while (compareExchange(m.lock, 0, 0, 1) !== 0) wait(m.lock, 0, 1);
    },
    (m) => {
      store(m.lock, 0, 0);
      notify(m.lock, 1, 1);
    },
    { rounds: 1 },
  ),
  lockProgram(
    "holds",
    "spins three times, then sleeps: the count is local and must not be folded away",
    "bounded spin, then mutex 3",
    (m, id) => {
      for (let i = 0; i < 3; i++) if (compareExchange(m.lock, 0, 0, 1) === 0) return;
      mutex3Lock(m, id);
    },
    mutex2Unlock,
    { rounds: 1 },
  ),
  lockProgram(
    "data-race",
    "spins three times, then goes in all the same",
    "bounded spin that gives up",
    (m) => {
      for (let i = 0; i < 3; i++) if (compareExchange(m.lock, 0, 0, 1) === 0) return;
    },
    spinUnlock,
    { rounds: 1 },
  ),
  lockProgram("holds", "unlock in `finally`", "finally", spinLock, (m) => {
    try {
      load(m.next, 0);
    } finally {
      store(m.lock, 0, 0);
    }
  }),
  program(
    "holds",
    "AB and AB: one order of two locks",
    {
      name: "two locks in one order",
      memory: { a: 1, b: 1 },
      threads: {
        count: 2,
        run: (m) => {
          while (exchange(m.a, 0, 1) !== 0);
          while (exchange(m.b, 0, 1) !== 0);
          store(m.b, 0, 0);
          store(m.a, 0, 0);
        },
      },
    },
    {
      // Outside the locks each has not begun or is over: 4. Inside, one of 2 is at one of 3 places, while the
      // other is at one of its 2: 12.
      states: 16,
    },
  ),
  program("deadlock", "AB and BA", {
    name: "two locks in two orders",
    memory: { locks: 2 },
    threads: {
      count: 2,
      run: (m, id) => {
        while (exchange(m.locks, id, 1) !== 0);
        while (exchange(m.locks, 1 - id, 1) !== 0);
        store(m.locks, 1 - id, 0);
        store(m.locks, id, 0);
      },
    },
  }),
  program("deadlock", "locks a mutex that it holds", {
    name: "locked twice by one thread",
    memory: { lock: 1 },
    threads: [
      (m) => {
        for (let i = 0; i < 2; i++)
          while (compareExchange(m.lock, 0, 0, 1) !== 0) wait(m.lock, 0, 1);
      },
    ],
  }),
  program(
    "assertion",
    "what was seen three times decides at the end: histories that look alike must not be merged",
    {
      name: "hidden sum",
      memory: { a: 1, bad: 1 },
      threads: [
        (m) => {
          let sum = 0;
          for (let i = 0; i < 3; i++) {
            sum += load(m.a, 0);
            store(m.bad, 0, 0);
          }
          if (sum === 3) store(m.bad, 0, 1);
        },
        (m) => {
          store(m.a, 0, 1);
          store(m.a, 0, 2);
        },
      ],
      final: (m) => m.bad[0] === 0 || "the sum was 3",
    },
  ),
  impatient("data-race", "patience runs out within 3 rounds, not within 2", 3),
  impatient("holds", "the patience of 3 lasts for 2 rounds", 2),
];

/** Loses patience at the third contended try over all rounds, and then goes in without the lock. */
function impatient(verdict: Program["verdict"], why: string, rounds: number): Program {
  return program(verdict, why, {
    name: `loses patience, ${rounds} rounds`,
    memory: { lock: 1, data: 1 },
    threads: {
      count: 2,
      run: (m) => {
        let contended = 0;
        for (let i = 0; i < rounds; i++) {
          let isMine = false;
          while (!isMine && contended < 3) {
            isMine = compareExchange(m.lock, 0, 0, 1) === 0;
            if (!isMine && ++contended < 3) wait(m.lock, 0, 1);
          }
          m.data[0]++;
          if (!isMine) continue;
          store(m.lock, 0, 0);
          notify(m.lock, 0, 1);
        }
      },
    },
  });
}
