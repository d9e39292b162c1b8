// Lock-free structures: Treiber's stack and ABA, rings, Chase-Lev, seqlock, double-checked initialization.
import { type Program, program } from "./program.ts";

const { load, store, add, sub, compareExchange } = Atomics;

/** A stack of nodes 1 and 2: head[0], next[node]; with a tag in the upper bits if `tagged`. */
function treiber(verdict: Program["verdict"], why: string, name: string, tagged: boolean): Program {
  const tag = tagged ? 16 : 0;
  const pop = (m: { head: Int32Array; next: Int32Array }): number => {
    for (;;) {
      const head = load(m.head, 0);
      const node = head & 15;
      if (node === 0) return 0;
      const next = load(m.next, node);
      if (compareExchange(m.head, 0, head, (head & ~15) + tag + next) === head) return node;
    }
  };
  const push = (m: { head: Int32Array; next: Int32Array }, node: number): void => {
    for (;;) {
      const head = load(m.head, 0);
      store(m.next, node, head & 15);
      if (compareExchange(m.head, 0, head, (head & ~15) + tag + node) === head) return;
    }
  };
  return program(verdict, why, {
    name,
    memory: { head: [2], next: [0, 0, 1] },
    threads: [
      (m) => [pop(m)],
      (m) => {
        const first = pop(m);
        const second = pop(m);
        if (first !== 0) push(m, first);
        return [second];
      },
    ],
    final: (m, returned) => {
      const owned = returned.flat().filter((node) => node !== 0);
      for (let node = (load(m.head, 0) as number) & 15; node !== 0; node = load(m.next, node))
        owned.push(node);
      return new Set(owned).size === owned.length || `node ${owned.sort()} is owned twice`;
    },
  });
}

function ring(
  verdict: Program["verdict"],
  why: string,
  name: string,
  publishesLast: boolean,
): Program {
  return program(verdict, why, {
    name,
    memory: { slots: 2, head: 1, tail: 1 },
    threads: [
      (m) => {
        for (let i = 1; i <= 3; i++) {
          const tail = load(m.tail, 0);
          while (tail - load(m.head, 0) === 2);
          if (publishesLast) m.slots[tail % 2] = i;
          store(m.tail, 0, tail + 1);
          if (!publishesLast) m.slots[tail % 2] = i;
        }
      },
      (m) => {
        let sum = 0;
        for (let i = 0; i < 3; i++) {
          const head = load(m.head, 0);
          while (load(m.tail, 0) === head);
          sum = sum * 10 + (m.slots[head % 2] as number);
          store(m.head, 0, head + 1);
        }
        return sum;
      },
    ],
    final: (_, returned) => returned[1] === 123 || `took ${returned[1]}`,
  });
}

function doubleChecked(
  verdict: Program["verdict"],
  why: string,
  name: string,
  checksTwice: boolean,
  isPlain: boolean,
): Program {
  return program(verdict, why, {
    name,
    memory: { ready: 1, lock: 1, value: 1, made: 1 },
    threads: {
      count: 2,
      run: (m) => {
        const isReady = (): boolean => (isPlain ? m.ready[0] : load(m.ready, 0)) === 1;
        if (!isReady()) {
          while (compareExchange(m.lock, 0, 0, 1) !== 0);
          if (!checksTwice || !isReady()) {
            add(m.made, 0, 1);
            m.value[0] = 7;
            if (isPlain) m.ready[0] = 1;
            else store(m.ready, 0, 1);
          }
          store(m.lock, 0, 0);
        }
        return m.value[0];
      },
    },
    final: (m) => m.made[0] === 1 || `made ${m.made[0]} times`,
  });
}

/** One item in the deque; its owner takes it at the bottom, a thief at the top. */
function chaseLev(
  verdict: Program["verdict"],
  why: string,
  name: string,
  settles: boolean,
): Program {
  return program(verdict, why, {
    name,
    memory: { top: 1, bottom: [1], items: [5] },
    threads: [
      (m) => {
        const bottom = sub(m.bottom, 0, 1) - 1;
        const top = load(m.top, 0);
        if (top > bottom) {
          store(m.bottom, 0, top);
          return 0;
        }
        const item = load(m.items, bottom);
        if (top < bottom || !settles) return item;
        const won = compareExchange(m.top, 0, top, top + 1) === top;
        store(m.bottom, 0, top + 1);
        return won ? item : 0;
      },
      (m) => {
        const top = load(m.top, 0);
        if (top >= load(m.bottom, 0)) return 0;
        const item = load(m.items, top);
        return compareExchange(m.top, 0, top, top + 1) === top ? item : 0;
      },
    ],
    final: (_, returned) =>
      (returned[0] as number) + (returned[1] as number) === 5 || `took ${returned.join(" and ")}`,
  });
}

function seqlock(
  verdict: Program["verdict"],
  why: string,
  name: string,
  looksAgain: boolean,
): Program {
  return program(verdict, why, {
    name,
    memory: { sequence: 1, pair: 2 },
    threads: [
      (m) => {
        add(m.sequence, 0, 1);
        store(m.pair, 0, 1);
        store(m.pair, 1, 1);
        add(m.sequence, 0, 1);
      },
      (m) => {
        for (;;) {
          const before = load(m.sequence, 0);
          if (before % 2 === 1) continue;
          const pair = [load(m.pair, 0), load(m.pair, 1)];
          if (!looksAgain || load(m.sequence, 0) === before) return pair;
        }
      },
    ],
    final: (_, returned) => {
      const [x, y] = returned[1] as number[];
      return x === y || `saw ${x} and ${y}`;
    },
  });
}

export const structurePrograms = [
  treiber(
    "assertion",
    "ABA: the head is the old node again, its next is not",
    "Treiber stack, ABA",
    false,
  ),
  treiber("holds", "a tag tells the old head from the new", "Treiber stack with a tag", true),
  ring(
    "holds",
    "one producer, one consumer: the item before the index",
    "single-producer ring",
    true,
  ),
  ring("data-race", "the index before the item", "single-producer ring, index first", false),
  doubleChecked(
    "holds",
    "atomic flag, checked again under the lock",
    "double-checked initialization",
    true,
    false,
  ),
  doubleChecked(
    "data-race",
    "the flag is plain",
    "double-checked initialization, plain flag",
    true,
    true,
  ),
  doubleChecked(
    "data-race",
    "not checked again: made twice, while the other reads",
    "initialization checked once",
    false,
    false,
  ),
  chaseLev(
    "holds",
    "the last item is settled by compare-exchange",
    "Chase-Lev deque, last item",
    true,
  ),
  chaseLev(
    "assertion",
    "owner and thief both take the last item",
    "Chase-Lev deque, last item not settled",
    false,
  ),
  seqlock("holds", "the reader looks at the sequence before and after", "seqlock", true),
  seqlock(
    "assertion",
    "torn: the reader does not look again",
    "seqlock, not looked at again",
    false,
  ),
  program("holds", "a counter by compare-exchange never loses", {
    name: "compare-exchange counter, 2 × 2",
    memory: { counter: 1 },
    threads: {
      count: 2,
      run: (m) => {
        for (let i = 0; i < 2; i++)
          for (let old = load(m.counter, 0); ; ) {
            const seen = compareExchange(m.counter, 0, old, old + 1);
            if (seen === old) break;
            old = seen;
          }
      },
    },
    final: (m) => m.counter[0] === 4,
  }),
];
