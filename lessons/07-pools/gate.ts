// A gate in shared memory: a task waits at it, and a demo opens it.

/** Two cells: whether it is open, and whether a task has come to it. */
export type Gate = Int32Array;

export function createGate(): Gate {
  return new Int32Array(new SharedArrayBuffer(8));
}

export function open(gate: Gate): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Resolves when a task has come to the gate. */
export async function someoneAt(gate: Gate): Promise<void> {
  await Atomics.waitAsync(gate, 1, 0).value;
}
