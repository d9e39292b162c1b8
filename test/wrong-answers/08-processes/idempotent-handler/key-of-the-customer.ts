// wrong: takes the customer for the key
// verdict: test-failed
// says: was charged once for 2 orders
// hint: A customer may come twice. Key and mark must be others for another order.

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.customer, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.addSeatsOnce(order.id, order.seats);
}
