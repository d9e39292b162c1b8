// Exercise `ticket-office`: one function runs what may fail, and logs.

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
 * - A ticket whose payment was refused can be sold again.
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

  async buy(customer: string): Promise<Answer> {
    if (this.#left === 0) return "sold out";
    this.#left--;
    const isPaid = await this.#try(() => this.#services.pay(customer));
    if (!isPaid) {
      this.#left++;
      return "payment refused";
    }
    void this.#try(() => this.#services.sendMail(customer));
    return "sold";
  }

  /** @returns whether it went well */
  async #try(action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.#services.log(error);
      return false;
    }
  }
}
