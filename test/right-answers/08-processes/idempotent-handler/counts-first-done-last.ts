// right: counts early under a mark of its own, and marks the end last

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  const done = `${order.id} is done`;
  if (await shop.hasMark(done)) return;
  await shop.addSeatsOnce(order.id, order.seats);
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.setMark(done);
}
