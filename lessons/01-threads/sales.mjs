// The year's sales of the ticket shop. Plain JavaScript, so that a thread can load it without tsx.

/** @returns the sum in euros of ten million sales of 1 to 5 euros */
export function addUpSales() {
  let sum = 0;
  for (let sale = 0; sale < 10_000_000; sale++) sum += 1 + (sale % 5);
  return sum;
}
