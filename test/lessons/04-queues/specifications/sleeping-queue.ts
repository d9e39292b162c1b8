// What a queue that sleeps must do: hand on every item once and in order, and let those wait who must.

import type { SleepingQueue } from "#exercise/04-queues/sleeping-queue.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { share } from "../../02-locks/fixtures/together.ts";
import { Slot } from "../fixtures/slot.ts";

interface State {
  items: number[];
}

type Queue = SleepingQueue<number>;

/** A queue with room for one item. */
export function specifySleepingQueue(type: typeof SleepingQueue, shapes: number[][]) {
  const startingWith = (name: string, items: number[]) => ({
    name,
    state: { items },
    memory: () => {
      const [cells, slot] = [share(type.length), share(Slot.length)];
      const queue = new type<number>(cells, new Slot(slot));
      for (const item of items) queue.put(item);
      return { queue: [...cells], slot: [...slot] };
    },
  });
  return defineSpecification<State, Queue>({
    name: "queue",
    starts: [
      startingWith("an empty queue with room for 1", []),
      startingWith("a full queue with room for 1", [5]),
    ],
    open: (m) => new type(m.queue, new Slot(m.slot)),
    calls: [
      ...[7, 0].map((item) => ({
        name: `put(${item})`,
        model: ({ items }: State) => {
          if (items.length > 0) return mustWait;
          items.push(item);
          return undefined;
        },
        real: (queue: Queue) => queue.put(item),
      })),
      {
        name: "get()",
        model: ({ items }) => items.shift() ?? mustWait,
        real: (queue) => queue.get(),
      },
    ],
    look: {
      name: "the item that is left",
      model: ({ items }) => items[0] ?? "none",
      real: ({ ring }) => ring.tryGet() ?? "none",
    },
    shapes,
  });
}
