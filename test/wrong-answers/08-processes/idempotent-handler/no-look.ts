// wrong: does everything again for an order that is done
// verdict: test-failed
// says: mails after two deliveries to one worker
// hint: The order was done to the end, and its customer got another mail. What tells you, at the beginning, that it is done?

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.addSeatsOnce(order.id, order.seats);
}
