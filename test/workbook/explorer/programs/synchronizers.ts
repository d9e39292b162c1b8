// Events, latches, semaphores, barriers, readers-writers, conditions, and their lost wake-ups.
import { type Program, program } from "./program.ts";

const { load, store, add, sub, compareExchange, wait, notify } = Atomics;

/** A plain mutex for what is built on one: [0] is the word. */
function lock(word: Int32Array): void {
  while (compareExchange(word, 0, 0, 1) !== 0) wait(word, 0, 1);
}
function unlock(word: Int32Array): void {
  store(word, 0, 0);
  notify(word, 0, 1);
}
/** A condition as a sequence number: read under the lock, waited for outside. */
function waitFor(condition: Int32Array, word: Int32Array): void {
  const seen = load(condition, 0);
  unlock(word);
  wait(condition, 0, seen);
  lock(word);
}
function signal(condition: Int32Array, count: number): void {
  add(condition, 0, 1);
  notify(condition, 0, count);
}

interface BufferOptions {
  items: number;
  consumers: number;
  /** One condition for both sides, or one each. */
  conditions: 1 | 2;
  count: number;
  looksAgain: boolean;
}

/** One slot, one producer, `consumers` who take `items / consumers` each. */
function boundedBuffer(
  verdict: Program["verdict"],
  why: string,
  name: string,
  { items, consumers, conditions, count, looksAgain }: BufferOptions,
): Program {
  return program(verdict, why, {
    name,
    memory: { word: 1, full: 1, empty: 1, used: 1 },
    threads: [
      (m) => {
        const mayPut = conditions === 2 ? m.empty : m.full;
        for (let i = 0; i < items; i++) {
          lock(m.word);
          if (looksAgain) while (load(m.used, 0) === 1) waitFor(mayPut, m.word);
          else if (load(m.used, 0) === 1) waitFor(mayPut, m.word);
          if (add(m.used, 0, 1) !== 0) throw new Error("put into a full buffer");
          signal(m.full, count);
          unlock(m.word);
        }
      },
      ...Array.from(
        { length: consumers },
        () => (m: { word: Int32Array; full: Int32Array; empty: Int32Array; used: Int32Array }) => {
          const mayPut = conditions === 2 ? m.empty : m.full;
          for (let i = 0; i < items / consumers; i++) {
            lock(m.word);
            if (looksAgain) while (load(m.used, 0) === 0) waitFor(m.full, m.word);
            else if (load(m.used, 0) === 0) waitFor(m.full, m.word);
            if (sub(m.used, 0, 1) !== 1) throw new Error("took from an empty buffer");
            signal(mayPut, count);
            unlock(m.word);
          }
        },
      ),
    ],
  });
}

function philosophers(
  verdict: Program["verdict"],
  why: string,
  name: string,
  count: number,
  isOrdered: boolean,
): Program {
  return program(verdict, why, {
    name,
    memory: { forks: count },
    threads: {
      count,
      run: (m, id) => {
        let first = id;
        let second = (id + 1) % count;
        if (isOrdered && first > second) [first, second] = [second, first];
        while (compareExchange(m.forks, first, 0, 1) !== 0) wait(m.forks, first, 1);
        while (compareExchange(m.forks, second, 0, 1) !== 0) wait(m.forks, second, 1);
        for (const fork of [second, first]) {
          store(m.forks, fork, 0);
          notify(m.forks, fork, 1);
        }
      },
    },
  });
}

export const synchronizerPrograms = [
  program(
    "holds",
    "the check and the sleep are one step; 3 × 3 positions but asleep or awake before a done notify: 7",
    {
      name: "event",
      memory: { event: 1 },
      threads: [
        (m) => {
          wait(m.event, 0, 0);
        },
        (m) => {
          store(m.event, 0, 1);
          notify(m.event, 0);
        },
      ],
    },
    { states: 7 },
  ),
  program("deadlock", "notify before the store: the sleeper comes between", {
    name: "event, notify first",
    memory: { event: 1 },
    threads: [
      (m) => {
        wait(m.event, 0, 0);
      },
      (m) => {
        notify(m.event, 0);
        store(m.event, 0, 1);
      },
    ],
  }),
  program("deadlock", "notify without a store is lost if it comes first", {
    name: "event, no store",
    memory: { event: 1 },
    threads: [
      (m) => {
        wait(m.event, 0, 0);
      },
      (m) => {
        notify(m.event, 0);
      },
    ],
  }),
  program("deadlock", "two wait, one is woken", {
    name: "event, two waiters, notify(1)",
    memory: { event: 1 },
    threads: [
      (m) => {
        wait(m.event, 0, 0);
      },
      (m) => {
        wait(m.event, 0, 0);
      },
      (m) => {
        store(m.event, 0, 1);
        notify(m.event, 0, 1);
      },
    ],
  }),
  program(
    "holds",
    "two wait, all are woken",
    {
      name: "event, two waiters, notify all",
      memory: { event: 1 },
      threads: [
        (m) => {
          wait(m.event, 0, 0);
        },
        (m) => {
          wait(m.event, 0, 0);
        },
        (m) => {
          store(m.event, 0, 1);
          notify(m.event, 0);
        },
      ],
    },
    {
      // Before the store each waiter is about to wait or asleep, and both asleep in two orders: 5. Then it may
      // have found the event, too: 3 × 3 + 1. After the notification nobody sleeps: 2 × 2.
      states: 19,
    },
  ),
  program("holds", "the last one in opens the latch", {
    name: "countdown latch",
    memory: { left: [2] },
    threads: [
      (m) => {
        for (let n = load(m.left, 0); n > 0; n = load(m.left, 0)) wait(m.left, 0, n);
      },
      (m) => {
        if (sub(m.left, 0, 1) === 1) notify(m.left, 0);
      },
      (m) => {
        if (sub(m.left, 0, 1) === 1) notify(m.left, 0);
      },
    ],
  }),
  program("deadlock", "waits for any change, and sleeps on 0 too", {
    name: "countdown latch that sleeps on 0",
    memory: { left: [1] },
    threads: [
      (m) => {
        wait(m.left, 0, load(m.left, 0));
      },
      (m) => {
        if (sub(m.left, 0, 1) === 1) notify(m.left, 0);
      },
    ],
  }),
  program("holds", "a semaphore of one permit", {
    name: "semaphore",
    memory: { permits: [1], data: 1 },
    threads: {
      count: 2,
      run: (m) => {
        acquire(m.permits);
        m.data[0]++;
        add(m.permits, 0, 1);
        notify(m.permits, 0, 1);
      },
    },
  }),
  program("data-race", "one permit too many", {
    name: "semaphore of two as a mutex",
    memory: { permits: [2], data: 1 },
    threads: {
      count: 2,
      run: (m) => {
        acquire(m.permits);
        m.data[0]++;
        add(m.permits, 0, 1);
        notify(m.permits, 0, 1);
      },
    },
  }),
  program("assertion", "test, then take: two see one permit", {
    name: "semaphore, test then take",
    memory: { permits: [1] },
    threads: {
      count: 2,
      run: (m) => {
        while (load(m.permits, 0) === 0) wait(m.permits, 0, 0);
        sub(m.permits, 0, 1);
        add(m.permits, 0, 1);
        notify(m.permits, 0, 1);
      },
    },
    invariant: (m) => m.permits[0] >= 0 || `there are ${m.permits[0]} permits`,
  }),
  program("deadlock", "released, but only notified when the count was 0 and one of two sleeps", {
    name: "semaphore that notifies on the first permit only",
    memory: { permits: 1 },
    threads: [
      (m) => {
        acquire(m.permits);
      },
      (m) => {
        acquire(m.permits);
      },
      (m) => {
        for (let i = 0; i < 2; i++) if (add(m.permits, 0, 1) === 0) notify(m.permits, 0, 1);
      },
    ],
  }),
  boundedBuffer(
    "holds",
    "two conditions, `while`, notify(1)",
    "bounded buffer, 1 producer × 2, 2 consumers",
    { items: 2, consumers: 2, conditions: 2, count: 1, looksAgain: true },
  ),
  boundedBuffer(
    "deadlock",
    "one condition and notify(1) wakes the wrong side",
    "bounded buffer, one condition, notify(1)",
    { items: 2, consumers: 2, conditions: 1, count: 1, looksAgain: true },
  ),
  boundedBuffer(
    "holds",
    "one condition, everybody woken",
    "bounded buffer, one condition, notify all",
    { items: 2, consumers: 2, conditions: 1, count: Number.POSITIVE_INFINITY, looksAgain: true },
  ),
  boundedBuffer(
    "exception",
    "`if` for `while`: another consumer was faster",
    "bounded buffer, if for while",
    { items: 2, consumers: 2, conditions: 2, count: 1, looksAgain: false },
  ),
  philosophers("deadlock", "all take the left fork", "dining philosophers", 3, false),
  philosophers("holds", "the lower fork first", "dining philosophers, ordered", 3, true),
  program("holds", "a barrier of two, once: the last one in opens", {
    name: "barrier",
    memory: { arrived: 1, data: 2 },
    threads: {
      count: 2,
      run: (m, id) => {
        m.data[id] = 1;
        if (add(m.arrived, 0, 1) === 1) notify(m.arrived, 0);
        else wait(m.arrived, 0, 1);
        return (m.data[0] as number) + (m.data[1] as number);
      },
    },
    final: (_, returned) => returned.every((sum) => sum === 2),
  }),
  program("holds", "a barrier with a sense, twice", {
    name: "sense-reversing barrier, 2 rounds",
    memory: { arrived: 1, sense: 1 },
    threads: {
      count: 2,
      run: (m) => {
        for (let round = 0; round < 2; round++) {
          const sense = load(m.sense, 0);
          if (add(m.arrived, 0, 1) === 1) {
            store(m.arrived, 0, 0);
            store(m.sense, 0, 1 - sense);
            notify(m.sense, 0);
          } else while (load(m.sense, 0) === sense) wait(m.sense, 0, sense);
        }
      },
    },
  }),
  program(
    "deadlock",
    "the count is reset after the door opens: a fast thread is counted in the old round",
    {
      name: "barrier reset too late",
      memory: { arrived: 1, sense: 1 },
      threads: {
        count: 2,
        run: (m) => {
          for (let round = 0; round < 2; round++) {
            const sense = load(m.sense, 0);
            if (add(m.arrived, 0, 1) === 1) {
              store(m.sense, 0, 1 - sense);
              notify(m.sense, 0);
              store(m.arrived, 0, 0);
            } else while (load(m.sense, 0) === sense) wait(m.sense, 0, sense);
          }
        },
      },
    },
  ),
  readersWriters("holds", "readers counted, a writer needs 0", "readers-writers", true),
  readersWriters(
    "data-race",
    "a reader comes in without looking for a writer",
    "readers-writers, blind reader",
    false,
  ),
  program("deadlock", "goes on after its timeout as if woken", {
    name: "a timeout that hides a lost wake-up",
    memory: { ready: 1 },
    threads: [
      (m) => {
        while (load(m.ready, 0) === 0) wait(m.ready, 0, 0, 50);
      },
      (m) => {
        store(m.ready, 0, 1);
        notify(m.ready, 1 - 1, 0);
      },
    ],
  }),
  program("holds", "gives up after its timeout, and says so", {
    name: "try to acquire, with a timeout",
    memory: { permits: 1 },
    threads: [
      (m) => wait(m.permits, 0, 0, 50) !== "timed-out",
      (m) => {
        store(m.permits, 0, 1);
      },
    ],
  }),
  program("assertion", "may time out even when notified in time", {
    name: "counts on the notification",
    memory: { ready: 1 },
    threads: [
      (m) => wait(m.ready, 0, 0, 50),
      (m) => {
        store(m.ready, 0, 1);
        notify(m.ready, 0);
      },
    ],
    final: (_, [result]) => result !== "timed-out" || "thread 1 timed out",
  }),
  program(
    "holds",
    "timeouts that never fire are left out, and so is exhaustiveness",
    {
      name: "counts on the notification, no timeouts",
      memory: { ready: 1 },
      threads: [
        (m) => wait(m.ready, 0, 0, 50),
        (m) => {
          store(m.ready, 0, 1);
          notify(m.ready, 0);
        },
      ],
      final: (_, [result]) => result !== "timed-out" || "thread 1 timed out",
    },
    { options: { timeouts: "never" }, exhaustive: false },
  ),
  program(
    "assertion",
    "`if` for `while` breaks as soon as a thread may wake unasked",
    {
      name: "event without a loop, spurious wake-ups",
      memory: { event: 1 },
      threads: [
        (m) => {
          wait(m.event, 0, 0);
          return load(m.event, 0);
        },
        (m) => {
          store(m.event, 0, 1);
          notify(m.event, 0);
        },
      ],
      final: (_, [seen]) => seen === 1 || "woke before the event",
    },
    { options: { spurious: true } },
  ),
];

function acquire(permits: Int32Array): void {
  for (;;) {
    const n = load(permits, 0);
    if (n === 0) wait(permits, 0, 0);
    else if (compareExchange(permits, 0, n, n - 1) === n) return;
  }
}

function readersWriters(
  verdict: Program["verdict"],
  why: string,
  name: string,
  looks: boolean,
): Program {
  const writing = -1;
  return program(verdict, why, {
    name,
    memory: { state: 1, data: 1 },
    threads: [
      (m) => {
        while (compareExchange(m.state, 0, 0, writing) !== 0);
        m.data[0]++;
        store(m.state, 0, 0);
      },
      ...Array.from({ length: 2 }, () => (m: { state: Int32Array; data: Int32Array }) => {
        for (;;) {
          const readers = load(m.state, 0);
          if (looks && readers === writing) continue;
          if (compareExchange(m.state, 0, readers, readers + 1) === readers) break;
        }
        const seen = m.data[0];
        sub(m.state, 0, 1);
        return seen;
      }),
    ],
  });
}
