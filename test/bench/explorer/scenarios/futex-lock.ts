// The lock that the bounded buffer and the philosophers share: compare, exchange, sleep.

const { compareExchange, notify, store, wait } = Atomics;

export function acquire(cells: Int32Array, index: number): void {
  while (compareExchange(cells, index, 0, 1) !== 0) wait(cells, index, 1);
}

export function release(cells: Int32Array, index: number): void {
  store(cells, index, 0);
  notify(cells, index, 1);
}
