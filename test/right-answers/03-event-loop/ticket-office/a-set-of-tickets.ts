// Exercise `ticket-office`: a set of those who have a ticket, and a mail in a later turn.

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
  readonly #tickets: number;
  /** Who has a ticket, or pays for one. */
  readonly #taken = new Set<symbol>();

  constructor(tickets: number, services: Services) {
    this.#tickets = tickets;
    this.#services = services;
  }

  async buy(customer: string): Promise<Answer> {
    if (this.#taken.size >= this.#tickets) return "sold out";
    const ticket = Symbol(customer);
    this.#taken.add(ticket);
    try {
      await this.#services.pay(customer);
    } catch (error) {
      this.#taken.delete(ticket);
      this.#services.log(error);
      return "payment refused";
    }
    setImmediate(async () => {
      try {
        await this.#services.sendMail(customer);
      } catch (error) {
        this.#services.log(error);
      }
    });
    return "sold";
  }
}
