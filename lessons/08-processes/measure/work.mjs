// The work that is handed over in four ways: nothing at all, and something to compute.

export function nothing() {
  return 0;
}

/** Counts primes, the slow way. */
export function compute() {
  let count = 0;
  for (let number = 2; number < 12_000; number++) {
    let divisor = 2;
    while (number % divisor !== 0) divisor++;
    if (divisor === number) count++;
  }
  return count;
}
