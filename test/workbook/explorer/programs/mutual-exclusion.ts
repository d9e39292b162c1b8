// Mutual exclusion by loads and stores: Peterson, Dekker, Bakery, and their wrong attempts.
import { type Program, program } from "./program.ts";

const { load, store } = Atomics;

type Body = (m: { flag: Int32Array; turn: Int32Array; data: Int32Array }, id: number) => void;

/** Two threads, one plain increment each inside the critical section. */
function twoThreads(
  verdict: Program["verdict"],
  why: string,
  name: string,
  lock: Body,
  unlock: Body,
  states?: number,
): Program {
  return program(
    verdict,
    why,
    {
      name,
      memory: { flag: 2, turn: 1, data: 1 },
      threads: {
        count: 2,
        run: (m, id) => {
          lock(m, id);
          m.data[0]++;
          unlock(m, id);
        },
      },
      final: (m) => m.data[0] === 2 || "an increment was lost",
    },
    states === undefined ? {} : { states },
  );
}

const lower: Body = (m, id) => {
  store(m.flag, id, 0);
};

export const mutualExclusionPrograms = [
  twoThreads(
    "holds",
    "Peterson 1981",
    "Peterson",
    (m, id) => {
      store(m.flag, id, 1);
      store(m.turn, 0, 1 - id);
      while (load(m.flag, 1 - id) === 1 && load(m.turn, 0) === 1 - id);
    },
    lower,
  ),
  twoThreads(
    "data-race",
    "giving way before raising the flag lets both in",
    "Peterson, turn first",
    (m, id) => {
      store(m.turn, 0, 1 - id);
      store(m.flag, id, 1);
      while (load(m.flag, 1 - id) === 1 && load(m.turn, 0) === 1 - id);
    },
    lower,
  ),
  twoThreads(
    "data-race",
    "the flags are never raised",
    "Peterson, no flags",
    (m, id) => {
      store(m.turn, 0, 1 - id);
      while (load(m.flag, 1 - id) === 1 && load(m.turn, 0) === 1 - id);
    },
    lower,
  ),
  twoThreads(
    "deadlock",
    "insisting: both flags are up and nobody gives way",
    "Peterson, no turn",
    (m, id) => {
      store(m.flag, id, 1);
      while (load(m.flag, 1 - id) === 1);
    },
    lower,
  ),
  twoThreads(
    "deadlock",
    "the turn is taken instead of given: both may wait for the other's gift",
    "Peterson, waits for its own turn",
    (m, id) => {
      store(m.flag, id, 1);
      store(m.turn, 0, id);
      while (load(m.flag, 1 - id) === 1 && load(m.turn, 0) !== 2);
    },
    lower,
  ),
  twoThreads(
    "holds",
    "Dekker's algorithm",
    "Dekker",
    (m, id) => {
      store(m.flag, id, 1);
      while (load(m.flag, 1 - id) === 1)
        if (load(m.turn, 0) !== id) {
          store(m.flag, id, 0);
          while (load(m.turn, 0) !== id);
          store(m.flag, id, 1);
        }
    },
    (m, id) => {
      store(m.turn, 0, 1 - id);
      store(m.flag, id, 0);
    },
  ),
  twoThreads(
    "holds",
    "strict alternation is enough for one round each: 0 goes first",
    "Dekker's first attempt, one round",
    (m, id) => {
      while (load(m.turn, 0) !== id);
    },
    (m, id) => {
      store(m.turn, 0, 1 - id);
    },
    // One after the other: the 5 places of thread 1, and then the 4 further ones of thread 2.
    9,
  ),
  twoThreads(
    "data-race",
    "both look before either raises its flag",
    "Dekker's second attempt",
    (m, id) => {
      while (load(m.flag, 1 - id) === 1);
      store(m.flag, id, 1);
    },
    lower,
  ),
  twoThreads(
    "deadlock",
    "both raise their flags, then both look",
    "Dekker's third attempt",
    (m, id) => {
      store(m.flag, id, 1);
      while (load(m.flag, 1 - id) === 1);
    },
    lower,
  ),
  twoThreads(
    "livelock",
    "after you: both back off in step, forever",
    "Dekker's fourth attempt",
    (m, id) => {
      store(m.flag, id, 1);
      while (load(m.flag, 1 - id) === 1) {
        store(m.flag, id, 0);
        store(m.flag, id, 1);
      }
    },
    lower,
  ),
  program(
    "deadlock",
    "strict alternation: a thread with one round leaves the other waiting for the turn",
    {
      name: "strict alternation, unequal rounds",
      memory: { turn: 1 },
      threads: [
        (m) => {
          for (let i = 0; i < 2; i++) {
            while (load(m.turn, 0) !== 0);
            store(m.turn, 0, 1);
          }
        },
        (m) => {
          while (load(m.turn, 0) !== 1);
          store(m.turn, 0, 0);
          while (load(m.turn, 0) !== 7);
        },
      ],
    },
  ),
  bakeryOf("holds", "Bakery, two threads", "Bakery, 2 threads", 2, true),
  bakeryOf("holds", "Bakery, three threads", "Bakery, 3 threads", 3, true),
  bakeryOf(
    "data-race",
    "without `choosing` two threads may draw one number, the later one unseen",
    "Bakery without choosing",
    2,
    false,
  ),
  twoThreads(
    "holds",
    "Kessels: Peterson with the turn split in two",
    "Burns and Lynch, one bit",
    (m, id) => {
      if (id === 0) {
        store(m.flag, 0, 1);
        while (load(m.flag, 1) === 1);
        return;
      }
      for (;;) {
        store(m.flag, 1, 0);
        while (load(m.flag, 0) === 1);
        store(m.flag, 1, 1);
        if (load(m.flag, 0) === 0) return;
      }
    },
    lower,
  ),
];

function bakery(m: { flag: Int32Array }, id: number, count: number, chooses: boolean): void {
  const numbers = m.flag;
  const choosing = 4;
  if (chooses && numbers.length > choosing) store(numbers, choosing + id, 1);
  let highest = 0;
  for (let other = 0; other < count; other++) highest = Math.max(highest, load(numbers, other));
  store(numbers, id, highest + 1);
  if (chooses && numbers.length > choosing) store(numbers, choosing + id, 0);
  for (let other = 0; other < count; other++) {
    if (other === id) continue;
    if (chooses && numbers.length > choosing) while (load(numbers, choosing + other) === 1);
    for (;;) {
      const number = load(numbers, other);
      if (number === 0 || number > highest + 1 || (number === highest + 1 && other > id)) break;
    }
  }
}

function bakeryOf(
  verdict: Program["verdict"],
  why: string,
  name: string,
  count: number,
  chooses: boolean,
): Program {
  return program(verdict, why, {
    name,
    memory: { flag: 8, data: 1 },
    threads: {
      count,
      run: (m, id) => {
        bakery(m, id, count, chooses);
        m.data[0]++;
        store(m.flag, id, 0);
      },
    },
    final: (m) => m.data[0] === count,
  });
}
