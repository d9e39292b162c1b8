// wrong: makes a new key for every delivery
// verdict: test-failed
// says: was charged twice for one order
// hint: The bank takes a new key for a new charge. Make the key of what stays the same in every delivery of this order.

import { randomUUID } from "node:crypto";
import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(randomUUID(), order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.addSeatsOnce(order.id, order.seats);
}
