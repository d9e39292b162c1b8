// right: a key and a mark made of the order, with a name before it

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  const name = `ticket-order/${order.id}`;
  const isDone = await shop.hasMark(name);
  if (!isDone) {
    const receipt = await shop.charge(name, order.customer, order.cents);
    await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
    await shop.addSeatsOnce(name, order.seats);
  }
}
