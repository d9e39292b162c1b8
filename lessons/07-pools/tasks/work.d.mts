/** How many primes there are below `limit`. */
export function countPrimes(limit: number): number;

/** Keeps its thread waiting, as a slow disk does. */
export function doze(ms: number): void;
