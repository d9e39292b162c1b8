// What a bounded queue must do: hand on every item once and in order, and let those wait who must, until its end is announced.

import type { BoundedQueue } from "#exercise/04-queues/bounded-queue.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { share } from "../../02-locks/fixtures/together.ts";
import { Slot } from "../fixtures/slot.ts";

interface State {
  items: number[];
  /** Put, and not reported as done. */
  unfinished: number;
  isClosed: boolean;
}

const noTime = /^(put|get|join).*\b0\)$/;

type Queue = BoundedQueue<number>;

const isClosed = "isClosed";

type Threads = readonly (readonly string[])[];

function isSmall(threads: Threads): boolean {
  const names = threads.flat();
  if (threads.length === 1) return true;
  // To have no time is the same in company.
  if (names.some((name) => noTime.test(name))) return false;
  return !names.includes(isClosed) || names.some((name) => name.includes("close()"));
}

/** One joins, one puts or gets, and a third does what only one of the two may wait for. */
function isForOneOfTwo(threads: Threads): boolean {
  const names = threads.flat();
  const waits = names.filter((name) => name === "put(7)" || name === "get()");
  const acts = names.filter((name) => /^(try|taskDone|close)/.test(name));
  return names.includes("join()") && waits.length === 1 && acts.length === 1;
}

/** Whether there was room. */
function put(state: State, item: number): boolean {
  if (state.isClosed) throw new QueueClosedError();
  if (state.items.length > 0) return false;
  state.items.push(item);
  state.unfinished += 1;
  return true;
}

/** Undefined if nothing will come, `mustWait` if something may. */
function get(state: State): number | undefined | typeof mustWait {
  return state.items.length > 0 || state.isClosed ? state.items.shift() : mustWait;
}

function* takeAll(queue: Queue): Generator<number> {
  for (let item = queue.tryGet(); item !== undefined; item = queue.tryGet()) yield item;
}

/** At most 5, in case it never ends. */
function countTasks(queue: Queue): number {
  for (let count = 0; count < 5; count++) {
    try {
      queue.taskDone();
    } catch (error) {
      if (error instanceof RangeError) return count;
      throw error;
    }
  }
  return 5;
}

/** A queue with room for one item. */
export function specifyBoundedQueue(type: typeof BoundedQueue, shapes: number[][]) {
  const waitingCalls = (timeoutMs?: number) => {
    const isTimed = timeoutMs !== undefined;
    const more = isTimed ? { timeoutMs } : {};
    const time = isTimed ? String(timeoutMs) : "";
    return [
      {
        name: isTimed ? `put(7, ${timeoutMs})` : "put(7)",
        model: (state: State) => put(state, 7) || mustWait,
        ...(isTimed && {
          otherwise: ({ items, isClosed }: State) =>
            !isClosed && items.length > 0 ? false : mustWait,
        }),
        ...more,
        real: (queue: Queue) => queue.put(7, timeoutMs),
      },
      {
        name: `get(${time})`,
        model: get,
        ...(isTimed && {
          otherwise: (state: State) => (get(state) === mustWait ? undefined : mustWait),
        }),
        ...more,
        mayGiveUndefined: true,
        real: (queue: Queue) => queue.get(timeoutMs),
      },
      {
        name: `join(${time})`,
        model: ({ unfinished }: State) => unfinished === 0 || mustWait,
        ...(isTimed && {
          otherwise: ({ unfinished }: State) => (unfinished === 0 ? mustWait : false),
        }),
        ...more,
        real: (queue: Queue) => queue.join(timeoutMs),
      },
    ];
  };
  const startingWith = (name: string, items: number[], unfinished: number, isClosed = false) => ({
    name,
    state: { items, unfinished, isClosed },
    memory: () => {
      const [cells, slot] = [share(type.length), share(Slot.length)];
      const queue = new type<number>(cells, new Slot(slot));
      for (let done = items.length; done < unfinished; done++) {
        queue.put(5);
        queue.get();
      }
      for (const item of items) queue.put(item);
      if (isClosed) queue.close();
      return { queue: [...cells], slot: [...slot] };
    },
  });
  return defineSpecification<State, Queue>({
    name: "queue",
    starts: [
      startingWith("an empty queue with room for 1", [], 0),
      startingWith("a full queue with room for 1, and 2 tasks not done", [0], 2),
      startingWith("an empty queue with room for 1, and 1 task not done", [], 1),
      startingWith("a closed queue with 1 item", [0], 1, true),
    ],
    open: (m) => new type(m.queue, new Slot(m.slot)),
    calls: [
      ...waitingCalls(),
      ...waitingCalls(8),
      ...waitingCalls(0),
      {
        name: "tryPut(0)",
        model: (state) => put(state, 0),
        real: (queue) => queue.tryPut(0),
      },
      {
        name: "tryGet()",
        model: ({ items }) => items.shift(),
        mayGiveUndefined: true,
        real: (queue) => queue.tryGet(),
      },
      {
        name: "close()",
        model: (state) => {
          state.isClosed = true;
        },
        real: (queue) => queue.close(),
      },
      {
        name: "put(7), then close()",
        model: (state) => put(state, 7) || mustWait,
        afterwards: (state) => {
          state.isClosed = true;
        },
        real: (queue) => {
          queue.put(7);
          queue.close();
        },
      },
      {
        name: isClosed,
        model: (state) => state.isClosed,
        real: (queue) => queue.isClosed,
      },
      {
        name: "taskDone()",
        model: (state) => {
          if (state.unfinished === 0) throw new RangeError();
          state.unfinished -= 1;
        },
        real: (queue) => queue.taskDone(),
      },
    ],
    look: {
      name: "what is left",
      model: ({ items, unfinished, isClosed }) => ({ items, unfinished, isClosed }),
      real: (queue) => ({
        items: [...takeAll(queue)],
        unfinished: countTasks(queue),
        isClosed: queue.isClosed,
      }),
    },
    errors: [QueueClosedError, RangeError],
    allows: (threads) => (threads.length < 3 ? isSmall(threads) : isForOneOfTwo(threads)),
    shapes,
  });
}
