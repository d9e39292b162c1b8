export function nothing(): number;
export function compute(): number;
