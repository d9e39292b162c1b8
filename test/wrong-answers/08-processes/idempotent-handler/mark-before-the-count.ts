// wrong: marks, then counts, in two steps
// verdict: test-failed
// says: 0 seats are counted as sold
// hint: Between the mark and the count the worker may die, and nobody counts any more. Which call does both at once?

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.setMark(order.id);
  await shop.addSeats(order.seats);
}
