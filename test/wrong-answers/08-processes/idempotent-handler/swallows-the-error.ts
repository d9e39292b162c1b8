// wrong: calls the job done when the bank is down
// verdict: test-failed
// says: expected 'charge is down', got 'done'
// hint: A handler that swallows an error tells its queue that all is well, and the order is never tried again. Let the error out.

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  try {
    const receipt = await shop.charge(order.id, order.customer, order.cents);
    await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
    await shop.addSeatsOnce(order.id, order.seats);
  } catch (error) {
    console.error(`order ${order.id} failed: ${error}`);
  }
}
