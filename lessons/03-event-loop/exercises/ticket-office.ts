// Exercise `ticket-office`: twenty lines of a server that look right. Find three bugs and mend them.

export interface Services {
  /** Rejects if the card is refused. */
  pay(customer: string): Promise<void>;
  /** Rejects if there is no such address. */
  sendMail(customer: string): Promise<void>;
  /** Writes an error into the log of the server. */
  log(error: unknown): void;
}

export type Answer = "sold" | "sold out" | "payment refused";

/**
 * - It sells no more tickets than it has, and takes no money for a ticket that is not there.
 * - A customer who pays slowly does not hold up another one, as long as there are tickets for both.
 * - A ticket whose payment was refused can be sold again, and the error is in the log.
 * - Who has paid, and nobody else, gets a mail.
 * - The answer does not wait for the mail. If the mail fails, the error is in the log, and the ticket is sold.
 */
export class TicketOffice {
  readonly #services: Services;
  #left: number;

  constructor(tickets: number, services: Services) {
    this.#left = tickets;
    this.#services = services;
  }

  // TODO: find what is wrong with it. What can happen during each `await`? Where does each error go?
  // #region buy
  async buy(customer: string): Promise<Answer> {
    if (this.#left === 0) return "sold out";
    try {
      await this.#services.pay(customer);
      this.#left--;
      this.#services.sendMail(customer);
      return "sold";
    } catch (error) {
      this.#services.log(error);
      this.#left++;
      return "payment refused";
    }
  }
  // #endregion
}
