// Exercise `idempotent-handler`: an order that is delivered twice, or half done, takes effect once.

import { randomUUID } from "node:crypto";
import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

/** Charges once and counts the seats once; the mail goes out at least once. */
export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  // TODO: what was done to the end before must not begin again.

  // TODO: the bank knows a charge by its key. Which key is the same in every delivery of this order,
  // and in no other order?
  const receipt = await shop.charge(randomUUID(), order.customer, order.cents);

  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);

  // TODO: the worker may die between any two steps, and another may work on the same order.
  await shop.addSeats(order.seats);
}
