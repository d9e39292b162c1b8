// Two orders come each turn, one ticket is printed: how many wait, with room for all of them and for eight?

import { setImmediate as nextTurn } from "node:timers/promises";
import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

const orderCount = 48;

async function depthOverTime(capacity?: number): Promise<number[]> {
  const orders = new AsyncQueue<number>(capacity);
  const depths: number[] = [];
  const sell = async () => {
    for (let order = 1; order <= orderCount; order++) {
      await orders.put(order);
      if (order % 2 === 0) await nextTurn();
    }
    orders.close();
  };
  const selling = sell();
  for await (const _ of orders) {
    depths.push(orders.size);
    await nextTurn();
  }
  await selling;
  return depths;
}

const [all, eight] = [await depthOverTime(), await depthOverTime(8)];
console.log("turn  room for all               room for 8");
for (let turn = 0; turn < orderCount; turn += 4) {
  const [left, right] = [all, eight].map((depths) => {
    const depth = depths[turn] ?? 0;
    return `${"█".repeat(depth)} ${depth}`;
  });
  console.log(`${String(turn).padStart(4)}  ${left?.padEnd(27)}${right}`);
}
console.log(`all tickets are printed after ${all.length} turns, and after ${eight.length} turns`);
