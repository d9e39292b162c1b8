// How long the functions of a module took so far, to guess how long the next call will take.

/** What a thread may have in hand at once. Less, and it waits for us between small tasks. */
const workInHandMs = 1;
const shareOfTheLast = 0.2;

export class Pace {
  readonly #usualMs = new Map<string, number>();

  /** A part of the work that a thread may have in hand: 1 for an unknown function, 1/64 at least. */
  shareOf(name: string): number {
    const usualMs = this.#usualMs.get(name) ?? workInHandMs;
    return Math.min(1, Math.max(1 / 64, usualMs / workInHandMs));
  }

  note(name: string, ms: number): void {
    const usualMs = this.#usualMs.get(name) ?? ms;
    this.#usualMs.set(name, usualMs + (ms - usualMs) * shareOfTheLast);
  }
}
