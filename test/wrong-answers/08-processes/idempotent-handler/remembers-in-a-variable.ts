// wrong: remembers in its own memory what is done
// verdict: test-failed
// says: mails after a delivery to another worker
// hint: A variable lives as long as its process. The next delivery may come to another worker, on another machine. What outlives them all?

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

const done = new Set<string>();

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (done.has(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
  await shop.addSeatsOnce(order.id, order.seats);
  done.add(order.id);
}
