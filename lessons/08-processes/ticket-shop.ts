// The services that a worker of the ticket shop calls. Each call is a step: a worker may die before
// it, or after it has taken effect and before the answer is there.

export interface Order {
  /** Unique. The same order may be delivered more than once. */
  readonly id: string;
  readonly customer: string;
  readonly seats: number;
  readonly cents: number;
}

export interface Shop {
  /**
   * Takes money. With a key that it has seen before it takes nothing and returns the receipt of the
   * first time.
   */
  charge(key: string, customer: string, cents: number): Promise<string>;

  /** Sends a mail, and another one each time it is called. */
  sendMail(to: string, text: string): Promise<void>;

  /** Whether a mark was set. */
  hasMark(mark: string): Promise<boolean>;
  setMark(mark: string): Promise<void>;

  /** Adds to the number of seats that are sold. */
  addSeats(seats: number): Promise<void>;

  /** Adds and sets the mark in one step. Does nothing if the mark was set before. Returns whether it was done. */
  addSeatsOnce(mark: string, seats: number): Promise<boolean>;
}

/** Any of them may reject: then the job fails, and its queue delivers it again later. */
export type HandleOrder = (order: Order, shop: Shop) => Promise<void>;
