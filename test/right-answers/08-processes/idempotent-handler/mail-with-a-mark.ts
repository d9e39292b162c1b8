// right: marks the mail too, so that a later death sends no second one

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  const mailed = `${order.id} mailed`;
  if (!(await shop.hasMark(mailed))) {
    await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
    await shop.setMark(mailed);
  }
  await shop.addSeatsOnce(order.id, order.seats);
}
