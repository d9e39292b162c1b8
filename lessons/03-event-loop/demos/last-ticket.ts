// One ticket, two buyers, one thread: in how many orders is it sold twice?

import { inEveryOrder } from "#lesson/03-event-loop/every-order.ts";
import { AsyncMutex } from "#solution/03-event-loop/async-mutex.ts";

type Pay = () => Promise<void>;
type Shop = { left: number; sold: number; mutex: AsyncMutex };

// #region ways
async function checkPayTake(shop: Shop, pay: Pay): Promise<void> {
  if (shop.left === 0) return;
  await pay();
  shop.left--;
  shop.sold++;
}

async function checkTakePay(shop: Shop, pay: Pay): Promise<void> {
  if (shop.left === 0) return;
  shop.left--;
  await pay();
  shop.sold++;
}

const underMutex = (shop: Shop, pay: Pay): Promise<void> =>
  shop.mutex.runExclusive(() => checkPayTake(shop, pay));
// #endregion

for (const buy of [checkPayTake, checkTakePay, underMutex]) {
  let twice = 0;
  const orders = await inEveryOrder((stage) => {
    const shop: Shop = { left: 1, sold: 0, mutex: new AsyncMutex() };
    for (const buyer of ["Ada", "Bo"])
      void stage.event(`${buyer} comes`).then(() => buy(shop, () => stage.event(`${buyer} pays`)));
    return { end: () => void (shop.sold > 1 && twice++) };
  });
  console.log(`${buy.name.padEnd(14)}sold twice in ${twice} of ${orders} orders`);
}
