// wrong: uses a mark for each step, and sets it after the step
// verdict: test-failed
// says: 4 seats are counted as sold
// hint: Between the count and its mark the worker may die, and the next one counts again. A step and its mark must be one. Which call does both at once?

import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";

export async function handleOrder(order: Order, shop: Shop): Promise<void> {
  if (await shop.hasMark(order.id)) return;
  const receipt = await shop.charge(order.id, order.customer, order.cents);
  if (!(await shop.hasMark(`${order.id} mailed`))) {
    await shop.sendMail(order.customer, `${order.seats} seats, receipt ${receipt}`);
    await shop.setMark(`${order.id} mailed`);
  }
  if (!(await shop.hasMark(`${order.id} counted`))) {
    await shop.addSeats(order.seats);
    await shop.setMark(`${order.id} counted`);
  }
  await shop.setMark(order.id);
}
