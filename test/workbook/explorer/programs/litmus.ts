// Counters and the litmus tests of memory models: small enough to count their states by hand.
import { program } from "./program.ts";

const { load, store, add } = Atomics;

export const litmusPrograms = [
  program("data-race", "two plain increments: both reads may be next at once", {
    name: "plain counter",
    memory: { counter: 1 },
    threads: [
      (m) => {
        m.counter[0]++;
      },
      (m) => {
        m.counter[0]++;
      },
    ],
  }),
  program("assertion", "load and store are atomic each, the increment is not", {
    name: "counter by load and store",
    memory: { counter: 1 },
    threads: {
      count: 2,
      run: (m) => {
        store(m.counter, 0, load(m.counter, 0) + 1);
      },
    },
    final: (m) => m.counter[0] === 2 || `counter is ${m.counter[0]}, not 2`,
  }),
  program(
    "holds",
    "2 operations in 2 orders: the states are the 4 subsets of them",
    {
      name: "atomic counter, 2 threads",
      memory: { counter: 1 },
      threads: {
        count: 2,
        run: (m) => {
          add(m.counter, 0, 1);
        },
      },
      final: (m) => m.counter[0] === 2 || "lost",
    },
    { states: 4 },
  ),
  program(
    "holds",
    "one thread, 3 operations: 4 states in a row",
    {
      name: "one thread",
      memory: { counter: 1 },
      threads: [
        (m) => {
          for (let i = 0; i < 3; i++) add(m.counter, 0, 1);
        },
      ],
      final: (m) => m.counter[0] === 3,
    },
    { states: 4 },
  ),
  program(
    "holds",
    "stores to cells of their own: (2 + 1) × (2 + 1) positions",
    {
      name: "independent stores, 2 threads × 2",
      memory: { a: 2, b: 2 },
      threads: [
        (m) => {
          store(m.a, 0, 1);
          store(m.a, 1, 1);
        },
        (m) => {
          store(m.b, 0, 1);
          store(m.b, 1, 1);
        },
      ],
      final: (m) => m.a[1] === 1 && m.b[1] === 1,
    },
    { states: 9 },
  ),
  program(
    "holds",
    "stores to cells of their own: (1 + 1)³ positions",
    {
      name: "independent stores, 3 threads × 1",
      memory: { a: 3 },
      threads: {
        count: 3,
        run: (m, id) => {
          store(m.a, id, 1);
        },
      },
      final: (m) => m.a[0] + m.a[1] + m.a[2] === 3,
    },
    { states: 8 },
  ),
  program(
    "holds",
    "atomics on one cell by two threads that write the same: no race, one end",
    {
      name: "same value stored twice",
      memory: { a: 1 },
      threads: [
        (m) => {
          store(m.a, 0, 1);
        },
        (m) => {
          store(m.a, 0, 1);
        },
      ],
      final: (m) => m.a[0] === 1,
    },
    { states: 4 },
  ),
  program(
    "holds",
    "store buffering: under sequential consistency one load sees a store",
    {
      name: "store buffering, atomic",
      memory: { x: 1, y: 1 },
      threads: [
        (m) => {
          store(m.x, 0, 1);
          return load(m.y, 0);
        },
        (m) => {
          store(m.y, 0, 1);
          return load(m.x, 0);
        },
      ],
      final: (_, returned) => returned[0] !== 0 || returned[1] !== 0 || "both loads saw 0",
    },
    {
      // By positions: 4 with no load done; with one load done 1 + 2 if the other has not or has stored,
      // twice: 6; at the end the 3 pairs of results with a 1: 4 + 6 + 3.
      states: 13,
    },
  ),
  program("data-race", "store buffering with plain accesses: the write of x and its read", {
    name: "store buffering, plain",
    memory: { x: 1, y: 1 },
    threads: [
      (m) => {
        m.x[0] = 1;
        return m.y[0];
      },
      (m) => {
        m.y[0] = 1;
        return m.x[0];
      },
    ],
  }),
  program(
    "holds",
    "message passing: 3 positions before the flag is seen, 2 after; spinning adds none",
    {
      name: "message passing, spinning",
      memory: { data: 1, flag: 1 },
      threads: [
        (m) => {
          m.data[0] = 42;
          store(m.flag, 0, 1);
        },
        (m) => {
          while (load(m.flag, 0) === 0);
          return m.data[0];
        },
      ],
      final: (_, returned) => returned[1] === 42,
    },
    { states: 5 },
  ),
  program("data-race", "message passing with a plain flag", {
    name: "message passing, plain flag",
    memory: { data: 1, flag: 1 },
    threads: [
      (m) => {
        m.data[0] = 42;
        m.flag[0] = 1;
      },
      (m) => (m.flag[0] === 1 ? m.data[0] : 42),
    ],
  }),
  program("data-race", "the flag is set before the data", {
    name: "message passing, flag first",
    memory: { data: 1, flag: 1 },
    threads: [
      (m) => {
        store(m.flag, 0, 1);
        m.data[0] = 42;
      },
      (m) => (load(m.flag, 0) === 1 ? m.data[0] : 42),
    ],
  }),
  program(
    "holds",
    "load buffering: a cycle of reads from the future is impossible",
    {
      name: "load buffering",
      memory: { x: 1, y: 1 },
      threads: [
        (m) => {
          const r = load(m.x, 0);
          store(m.y, 0, 1);
          return r;
        },
        (m) => {
          const r = load(m.y, 0);
          store(m.x, 0, 1);
          return r;
        },
      ],
      final: (_, returned) => !(returned[0] === 1 && returned[1] === 1) || "both saw the future",
    },
    {
      // 6 with no store seen; 2 for (2, 1) and 2 for (1, 2), whose later load saw the store or came before;
      // at the end every pair of results but (1, 1), 3: 6 + 4 + 3.
      states: 13,
    },
  ),
  program(
    "holds",
    "IRIW: readers agree on the order of independent writes",
    {
      name: "independent reads of independent writes",
      memory: { x: 1, y: 1 },
      threads: [
        (m) => {
          store(m.x, 0, 1);
        },
        (m) => {
          store(m.y, 0, 1);
        },
        (m) => `${load(m.x, 0)}${load(m.y, 0)}`,
        (m) => `${load(m.y, 0)}${load(m.x, 0)}`,
      ],
      final: (_, returned) => !(returned[2] === "10" && returned[3] === "10") || "readers disagree",
    },
    {
      // Neither written: 3 × 3 positions of the readers. x alone: 5 × 4 (who reads x first may have seen 0 or 1
      // after either load). y alone: 4 × 5. Both: 7 × 7, but for the one pair that disagrees: 9 + 20 + 20 + 48.
      states: 97,
    },
  ),
  program(
    "holds",
    "coherence: a later load of one cell sees no older value",
    {
      name: "coherence of one cell",
      memory: { x: 1 },
      threads: [
        (m) => {
          store(m.x, 0, 1);
          store(m.x, 0, 2);
        },
        (m) => [load(m.x, 0), load(m.x, 0)],
      ],
      final: (_, returned) => {
        const [first = 0, second = 0] = returned[1] as number[];
        return first <= second || "went back in time";
      },
    },
    {
      // With x at 0, 1, 2: no load done 1 + 1 + 1; one done, of any value up to x, 1 + 2 + 3; two, the
      // second no less than the first, 1 + 3 + 6.
      states: 19,
    },
  ),
  program(
    "holds",
    "write to read causality over three threads",
    {
      name: "write-read causality",
      memory: { x: 1, y: 1 },
      threads: [
        (m) => {
          store(m.x, 0, 1);
        },
        (m) => {
          if (load(m.x, 0) === 1) store(m.y, 0, 1);
        },
        (m) => (load(m.y, 0) === 1 ? load(m.x, 0) : 1),
      ],
      final: (_, returned) => returned[2] === 1,
    },
    {
      // Before x is stored 2 × 2: the others have not begun or saw 0. Then y is 0 for 3 places of thread 2 and 2
      // of thread 3, and 1 for 1 and 3: 4 + 6 + 3.
      states: 13,
    },
  ),
  program("assertion", "an invariant over two cells is broken between the two stores", {
    name: "invariant between two stores",
    memory: { from: [5], to: 1 },
    threads: [
      (m) => {
        store(m.from, 0, 0);
        store(m.to, 0, 5);
      },
    ],
    invariant: (m) => m.from[0] + m.to[0] === 5 || `the sum is ${m.from[0] + m.to[0]}, not 5`,
  }),
  program(
    "holds",
    "two plain reads do not conflict",
    {
      name: "plain reads",
      memory: { x: [7] },
      threads: [(m) => m.x[0], (m) => m.x[0]],
      final: (_, returned) => returned[0] === 7 && returned[1] === 7,
    },
    { states: 4 },
  ),
  program("data-race", "an atomic store against a plain read", {
    name: "mixed atomic and plain",
    memory: { x: 1 },
    threads: [
      (m) => {
        store(m.x, 0, 1);
      },
      (m) => m.x[0],
    ],
  }),
  program(
    "holds",
    "a compare-exchange that fails is a read: no race with a plain read",
    {
      name: "failed compare-exchange and plain read",
      memory: { x: 1 },
      threads: [(m) => Atomics.compareExchange(m.x, 0, 9, 1), (m) => m.x[0]],
    },
    { states: 4 },
  ),
  program("data-race", "a compare-exchange that succeeds writes", {
    name: "successful compare-exchange and plain read",
    memory: { x: 1 },
    threads: [(m) => Atomics.compareExchange(m.x, 0, 0, 1), (m) => m.x[0]],
  }),
  program(
    "holds",
    "notify touches no memory",
    {
      name: "notify beside a plain write",
      memory: { x: 1 },
      threads: [
        (m) => Atomics.notify(m.x, 0),
        (m) => {
          m.x[0] = 1;
        },
      ],
    },
    { states: 4 },
  ),
  program("data-race", "wait reads what it compares", {
    name: "wait beside a plain write",
    memory: { x: 1 },
    threads: [
      (m) => Atomics.wait(m.x, 0, 1),
      (m) => {
        m.x[0] = 1;
      },
    ],
  }),
  program("exception", "a thread that throws", {
    name: "throws on one order",
    memory: { x: 1 },
    threads: [
      (m) => {
        store(m.x, 0, 1);
      },
      (m) => {
        if (load(m.x, 0) === 1) throw new RangeError("one");
      },
    ],
  }),
];
