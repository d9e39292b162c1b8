// What the pools of the benchmark run.

/**
 * @param {number} one
 * @param {number} other
 */
export function add(one, other) {
  return one + other;
}

/**
 * Keeps a thread busy by a fixed amount of work, whatever else the machine does.
 * @param {number} steps
 */
export function compute(steps) {
  let state = 1;
  for (let step = 0; step < steps; step++)
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}

/** @param {ArrayBuffer} bytes */
export function measure(bytes) {
  return bytes.byteLength;
}

/**
 * Marks in shared memory that the task ran, and works for a while.
 * @param {Int32Array} times
 * @param {number} task
 * @param {number} steps
 */
export function mark(times, task, steps) {
  Atomics.add(times, task, 1);
  return compute(steps);
}

/**
 * The other pools call one function with one argument.
 * @param {["add", number, number] | ["compute", number] | ["measure", ArrayBuffer]} task
 */
export default function run(task) {
  if (task[0] === "measure") return measure(task[1]);
  return task[0] === "add" ? add(task[1], task[2]) : compute(task[1]);
}
