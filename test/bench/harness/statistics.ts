// What a list of measurements amounts to: its middle, its spread, and how it compares with another.

export interface Summary {
  median: number;
  min: number;
  max: number;
}

/** Throws a `RangeError` on an empty list, since nothing was measured. */
export function summarize(values: readonly number[]): Summary {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The middle value; of an even count, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (low === undefined || high === undefined)
    throw new RangeError("Expected at least one measurement, got none.");
  return (low + high) / 2;
}

/**
 * How many times `a` is as large as `b`: the ratio of the medians, and the smallest and largest
 * ratio of two that were measured in the same round.
 */
export function compare(a: readonly number[], b: readonly number[]): Summary {
  if (a.length !== b.length)
    throw new RangeError(`Expected as many measurements of both, got ${a.length} and ${b.length}.`);
  const ratios = a.map((value, round) => value / (b[round] as number));
  return { ...summarize(ratios), median: median(a) / median(b) };
}
