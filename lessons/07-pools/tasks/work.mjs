// Work to be timed: one kind computes, the other waits. Plain JavaScript, so that threads start quickly.

/**
 * How many primes there are below `limit`.
 * @param {number} limit
 */
export function countPrimes(limit) {
  let count = 0;
  for (let number = 2; number < limit; number++) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= number && isPrime; factor++) {
      isPrime = number % factor !== 0;
    }
    if (isPrime) count++;
  }
  return count;
}

/**
 * Keeps its thread waiting, as a slow disk does.
 * @param {number} ms
 */
export function doze(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
