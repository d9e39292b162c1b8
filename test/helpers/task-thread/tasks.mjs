// Tasks that make it hard for the thread that runs them.

export const notAFunction = 1;

/**
 * @param {unknown} one a number, or what a test hands it in place of one
 * @param {number} other
 */
export function add(one, other) {
  return /** @type {number} */ (one) + other;
}

export function giveFunction() {
  return () => {};
}

/** @param {number} length */
export function giveAway(length) {
  const bytes = new Uint8Array(length);
  // What `moved` of lesson 07 makes; plain JavaScript cannot import it on every Node.
  return { value: bytes, [Symbol.for("interleave.moved")]: [bytes.buffer] };
}

export function abort() {
  AbortSignal.abort().throwIfAborted();
}

/** @returns {never} */
export function throwString() {
  throw "no error at all";
}

/** @returns {Promise<never>} */
export function throwLater() {
  setTimeout(() => {
    throw new Error("thrown in a callback");
  });
  return new Promise(() => {});
}

/**
 * @param {number} one
 * @param {number} other
 */
export async function addLater(one, other) {
  await new Promise((resolve) => setImmediate(resolve));
  return one + other;
}

/**
 * Says that it has begun, and waits until its gate is opened.
 * @param {Int32Array} gate
 */
export function waitAtGate(gate) {
  Atomics.store(gate, 1, 1);
  Atomics.notify(gate, 1);
  Atomics.wait(gate, 0, 0);
  return "through";
}
