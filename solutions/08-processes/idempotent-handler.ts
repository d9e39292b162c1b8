// Sells tickets, whatever becomes of the worker: delivered twice or half done, an order takes effect once.

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

/**
 * Charges once and counts the seats once, however often the order is delivered, even to two workers
 * at the same time. The mail goes out at least once: it has no key, so a death right after it was
 * sent means another one.
 */
export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  // Spares a second mail, nothing more: between this look and the mark at the end there is time.
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  // Last: whoever finds the mark may rely on all that comes before it.
  await shop.addSeatsOnce(order.id, order.seats);
}
