export function add(one: number, other: number): number;
export function compute(steps: number): number;
export function mark(times: Int32Array, task: number, steps: number): number;
