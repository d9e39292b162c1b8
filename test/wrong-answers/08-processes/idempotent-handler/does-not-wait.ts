// wrong: does not wait for the mail
// verdict: test-failed
// says: expected 'sendMail is down', got 'done'
// hint: Without `await` the job is done before its mail is sent, and nobody hears that it was not.

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  void shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.addSeatsOnce(order.id, order.seats);
}
