// wrong: sets the mark before the work
// verdict: test-failed
// says: was charged not at all
// hint: The look at the beginning takes the mark for the end of everything: whoever dies after the mark leaves an order that nobody finishes. Only the last step may set what you look for.

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  await shop.setMark(order.id);
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.addSeats(order.seats);
}
