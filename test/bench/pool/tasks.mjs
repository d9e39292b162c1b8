// What the pools of the benchmark run.

export function add(one, other) {
  return one + other;
}

/** Keeps a thread busy by a fixed amount of work, whatever else the machine does. */
export function compute(steps) {
  let state = 1;
  for (let step = 0; step < steps; step++)
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}

/** Marks in shared memory that the task ran, and works for a while. */
export function mark(times, task, steps) {
  Atomics.add(times, task, 1);
  return compute(steps);
}

/** The other pools call one function with one argument. */
export default function run([name, ...args]) {
  return name === "add" ? add(...args) : compute(...args);
}
