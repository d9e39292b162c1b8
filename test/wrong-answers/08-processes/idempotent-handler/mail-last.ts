// wrong: sends the mail after the order is marked as done
// verdict: test-failed
// says: got no mail
// hint: Whoever dies after the mark and before the mail leaves a customer without one: the next delivery finds the mark and goes home. What may come after the mark?

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.addSeatsOnce(order.id, order.seats);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
}
