// Where threads of the demos wait for each other, so that they begin at the same moment.

/** Tries before a thread gives its processor to those it waits for. */
const spins = 2_000;

/**
 * Returns once `count` threads have come here for the `round`th time, from 1. `gate` is one cell,
 * zero at first.
 */
export function meet(gate: Int32Array, count: number, round: number): void {
  Atomics.add(gate, 0, 1);
  Atomics.notify(gate, 0);
  for (let tries = 0; ; tries++) {
    const here = Atomics.load(gate, 0);
    if (here >= count * round) return;
    if (tries >= spins) Atomics.wait(gate, 0, here, 1);
  }
}

/** Zeroed cells that threads can share. */
export function share(length: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
