// A guess of a thread machine that turned out wrong.

/** Two histories of one local state turned out to differ. The search starts again, wiser. */
export class MergeBroken extends Error {
  /** Has learned what tells the two apart, and must forget its local states. */
  readonly machine: { restart(): void };
  /** Nothing that could be learned tells the two apart: merging is of no use here. */
  readonly isHopeless: boolean;

  constructor(machine: { restart(): void }, isHopeless = false) {
    super("Two merged histories differ.");
    this.machine = machine;
    this.isHopeless = isHopeless;
  }
}
