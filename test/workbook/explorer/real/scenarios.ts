// What real workers run: every known program that holds, and wrong ones whose failure hardware shows.
import { litmusPrograms } from "../programs/litmus.ts";
import { lockPrograms } from "../programs/locks.ts";
import { mutualExclusionPrograms } from "../programs/mutual-exclusion.ts";
import { type Program, program } from "../programs/program.ts";
import { structurePrograms } from "../programs/structures.ts";
import { synchronizerPrograms } from "../programs/synchronizers.ts";

const { load, store } = Atomics;

/** Those with options rely on what only the explorer offers, such as time that never passes. */
export const rightPrograms: Program[] = [
  ...litmusPrograms,
  ...mutualExclusionPrograms,
  ...lockPrograms,
  ...synchronizerPrograms,
  ...structurePrograms,
].filter(({ verdict, options }) => verdict === "holds" && options === undefined);

/** Some work of the thread's own, that makes the moment long in which another one does harm. */
function compute(): number {
  let sum = 0;
  for (let i = 0; i < 1_000; i++) sum += Math.imul(i, sum | 1);
  return sum;
}

/** Each body goes through its cells once: one cell for the explorer, many for real threads. */
export const makeWrongPrograms = (length: number): Program[] => [
  program("data-race", "a plain read and a plain write", {
    name: "plain counter",
    memory: { counter: 1, rounds: length },
    threads: {
      count: 2,
      run: (m) => {
        for (let i = 0; i < m.rounds.length; i++) {
          const seen = m.counter[0];
          compute();
          m.counter[0] = seen + 1;
        }
      },
    },
    final: (m) => m.counter[0] === 2 * m.rounds.length || "an update was lost",
  }),
  program("assertion", "a load and a store, each atomic", {
    name: "counter by load and store",
    memory: { counter: 1, rounds: length },
    threads: {
      count: 2,
      run: (m) => {
        for (let i = 0; i < m.rounds.length; i++) {
          const seen = load(m.counter, 0);
          compute();
          store(m.counter, 0, seen + 1);
        }
      },
    },
    final: (m) => m.counter[0] === 2 * m.rounds.length || "an update was lost",
  }),
  program("data-race", "test, then set", {
    name: "lock by test, then set",
    memory: { lock: 1, data: 1, rounds: length },
    threads: {
      count: 2,
      run: (m) => {
        for (let i = 0; i < m.rounds.length; i++) {
          while (load(m.lock, 0) !== 0);
          compute();
          store(m.lock, 0, 1);
          const seen = m.data[0];
          compute();
          m.data[0] = seen + 1;
          store(m.lock, 0, 0);
        }
      },
    },
    final: (m) => m.data[0] === 2 * m.rounds.length || "an update was lost",
  }),
  program("data-race", "the flag is raised before the data is there", {
    name: "message passing, flag first",
    memory: { flag: length, data: length, seen: length },
    threads: [
      (m) => {
        for (let i = 0; i < m.flag.length; i++) {
          store(m.flag, i, 1);
          compute();
          m.data[i] = 1;
        }
      },
      (m) => {
        for (let i = 0; i < m.flag.length; i++) {
          while (load(m.flag, i) === 0);
          m.seen[i] = m.data[i] as number;
        }
      },
    ],
    final: (m) => m.seen.every((value) => value === 1) || "a message was empty",
  }),
  program("data-race", "each may read before the other's write is seen", {
    name: "store buffering, plain",
    memory: { x: length, y: length, first: length, second: length },
    threads: [
      (m) => {
        for (let i = 0; i < m.x.length; i++) {
          m.x[i] = 1;
          m.first[i] = m.y[i] as number;
        }
      },
      (m) => {
        for (let i = 0; i < m.x.length; i++) {
          m.y[i] = 1;
          m.second[i] = m.x[i] as number;
        }
      },
    ],
    final: (m) => {
      for (let i = 0; i < m.x.length; i++)
        if (m.first[i] === 0 && m.second[i] === 0) return "both read 0";
      return true;
    },
  }),
];
