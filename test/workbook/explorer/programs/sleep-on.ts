// A lock's sleep, in a file of its own: the row of another file than its caller's.

export function sleepOn(cell: Int32Array): void {
  Atomics.wait(cell, 0, 0);
}
