// Who comes first goes first, and whoever gives up may leave from the middle, all in constant time.

/** What `push` returns, to leave the line by. */
export interface Place<Item> {
  readonly item: Item;
  before: Place<Item> | undefined;
  behind: Place<Item> | undefined;
  isInLine: boolean;
}

/**
 * An array does too, up to some thousand items: its `shift` moves all that are left.
 * Here each place knows the one before and the one behind it.
 */
export class WaitingLine<Item> {
  #first: Place<Item> | undefined;
  #last: Place<Item> | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Joins the line at its end. */
  push(item: Item): Place<Item> {
    const place: Place<Item> = { item, before: this.#last, behind: undefined, isInLine: true };
    if (this.#last) this.#last.behind = place;
    else this.#first = place;
    this.#last = place;
    this.#length++;
    return place;
  }

  /** Takes the first out of the line; `undefined` if nobody waits. */
  shift(): Item | undefined {
    const place = this.#first;
    if (place) this.remove(place);
    return place?.item;
  }

  /** Leaves the line. Returns whether it was still in it. */
  remove(place: Place<Item>): boolean {
    if (!place.isInLine) return false;
    place.isInLine = false;
    if (place.before) place.before.behind = place.behind;
    else this.#first = place.behind;
    if (place.behind) place.behind.before = place.before;
    else this.#last = place.before;
    this.#length--;
    return true;
  }
}
