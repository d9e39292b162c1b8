// Two printers ask whether there is an order before they take it. There is one.

import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

type Take = (orders: BoundedQueue<number>) => void;
const ways: Record<string, Take> = {
  // #region ways
  "if not empty, get": (orders) => {
    if (orders.ring.size > 0) orders.get();
  },
  "try to get": (orders) => {
    orders.tryGet();
  },
  // #endregion
};

const cells = new Int32Array(Ring.lengthFor(1));
// Order 7.
new Ring(cells).tryPut(7);

for (const [name, take] of Object.entries(ways)) {
  const { verdict } = explore(
    defineScenario({
      name,
      memory: { queue: BoundedQueue.length, ring: [...cells] },
      threads: {
        count: 2,
        run: (m) => take(new BoundedQueue(m.queue, new Ring(m.ring))),
      },
    }),
  );
  console.log(`${name}: ${verdict}`);
}
