// How much of a timeout is left, for waits that may have to sleep more than once.

/**
 * Begins when it is made. Without a timeout it never asks the clock, so the explorer, which has no
 * clock, can run code that uses it.
 */
export class Deadline {
  readonly #atMs: number;

  /** @param timeoutMs by default, no limit */
  constructor(timeoutMs = Number.POSITIVE_INFINITY) {
    const isLimited = timeoutMs !== Number.POSITIVE_INFINITY;
    this.#atMs = isLimited ? performance.now() + timeoutMs : timeoutMs;
  }

  /** In milliseconds: 0 once it is over, Infinity if there is no limit. */
  get leftMs(): number {
    if (this.#atMs === Number.POSITIVE_INFINITY) return this.#atMs;
    return Math.max(0, this.#atMs - performance.now());
  }
}
