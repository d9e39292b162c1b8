// wrong: sends the mail only if it was the one who counted
// verdict: test-failed
// says: got no mail
// hint: Whoever dies after the mark and before the mail leaves a customer without one: the next delivery finds the mark and goes home. What may come after the mark?

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  const isFirst = await shop.addSeatsOnce(order.id, order.seats);
  if (isFirst) await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
}
