// The tests of exercise `ticket-office`: payments and mails end in every order.

import { describe, expect, it } from "vitest";
import { type Answer, type Services, TicketOffice } from "#exercise/03-event-loop/ticket-office.ts";
import { inEveryOrder, type Stage } from "#lesson/03-event-loop/every-order.ts";
import { expectInEveryOrder } from "./fixtures/orders.ts";

/** Each of its methods needs the object that it is called on. */
class ShopServices implements Services {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  pay(customer: string): Promise<void> {
    return this.#services.pay(customer);
  }

  sendMail(customer: string): Promise<void> {
    return this.#services.sendMail(customer);
  }

  log(error: unknown): void {
    this.#services.log(error);
  }
}

const openWith = (tickets: number, services: Services): TicketOffice =>
  new TicketOffice(tickets, new ShopServices(services));

/** A shop whose payments and mails are events of the stage. */
function openOffice(
  stage: Stage,
  tickets: number,
  refused: string[] = [],
  sendMail = async (_customer: string): Promise<void> => {},
) {
  const shop = {
    paying: new Set<string>(),
    paid: [] as string[],
    logged: [] as unknown[],
    answers: new Map<string, Answer>(),
  };
  const office = openWith(tickets, {
    pay: async (customer) => {
      shop.paying.add(customer);
      await stage.event(`${customer}'s bank answers`);
      shop.paying.delete(customer);
      if (refused.includes(customer)) throw new Error(`${customer}'s card is refused`);
      shop.paid.push(customer);
    },
    sendMail,
    log: (error) => void shop.logged.push(error),
  });
  const buy = async (customer: string): Promise<void> => {
    shop.answers.set(customer, await office.buy(customer));
  };
  return { ...shop, buy };
}

const answersOf = (answers: Map<string, Answer>, wanted: Answer): string[] =>
  [...answers].filter(([, answer]) => answer === wanted).map(([customer]) => customer);

describe("TicketOffice", () => {
  it("sells a ticket to a customer who pays, and says when there is none left", async () => {
    await inEveryOrder((stage) => {
      const { buy, answers } = openOffice(stage, 1);
      void buy("Ada").then(() => buy("Bo"));
      return {
        end: () => expect(Object.fromEntries(answers)).toEqual({ Ada: "sold", Bo: "sold out" }),
      };
    });
  });

  it("sells no more tickets than it has, even if customers come while another pays", async (context) => {
    await expectInEveryOrder(context, "3 customers, 2 tickets", (stage) => {
      const { buy, answers } = openOffice(stage, 2);
      for (const customer of ["Ada", "Bo", "Cy"])
        void stage.event(`${customer} comes`).then(() => buy(customer));
      return {
        end: () => {
          expect(answersOf(answers, "sold").length, "tickets sold, of 2").toBe(2);
          expect(answersOf(answers, "sold out").length, "customers without one").toBe(1);
        },
      };
    });
  });

  it("counts each ticket of a customer who comes again while paying", async () => {
    await inEveryOrder((stage) => {
      const answers: Answer[] = [];
      const office = openWith(2, {
        pay: () => stage.event("a payment"),
        sendMail: async () => {},
        log: () => {},
      });
      for (let ticket = 0; ticket < 3; ticket++)
        void office.buy("Ada").then((answer) => answers.push(answer));
      return {
        end: () => expect(answers.sort(), "answers").toEqual(["sold", "sold", "sold out"]),
      };
    });
  });

  it("takes undefined, null and 0 for a refusal, too", async () => {
    for (const refusal of [undefined, null, 0]) {
      const logged: unknown[] = [];
      const office = openWith(1, {
        pay: () => Promise.reject(refusal),
        sendMail: async () => {},
        log: (error) => void logged.push(error),
      });
      expect(await office.buy("Ada"), `the answer after ${refusal}`).toBe("payment refused");
      expect(logged, `the log after ${refusal}`).toEqual([refusal]);
    }
  });

  it("takes no money for a ticket that is not there", async (context) => {
    await expectInEveryOrder(context, "2 customers, 1 ticket", (stage) => {
      const { buy, paid, answers } = openOffice(stage, 1);
      for (const customer of ["Ada", "Bo"])
        void stage.event(`${customer} comes`).then(() => buy(customer));
      return {
        end: () => expect(paid, "who has paid").toEqual(answersOf(answers, "sold")),
      };
    });
  });

  it("lets a second customer pay while the first one still pays, if there are two tickets", async () => {
    await inEveryOrder((stage) => {
      const { buy, paying } = openOffice(stage, 2);
      void buy("Ada");
      void buy("Bo");
      expect([...paying], "who may pay now").toEqual(["Ada", "Bo"]);
      return {};
    });
  });

  it("says that a payment was refused, and writes the error into the log", async () => {
    await inEveryOrder((stage) => {
      const { buy, answers, logged } = openOffice(stage, 1, ["Ada"]);
      void buy("Ada");
      return {
        end: () => {
          expect(answers.get("Ada")).toBe("payment refused");
          expect(logged.map(String)).toEqual(["Error: Ada's card is refused"]);
          expect(logged[0], "what was logged: the error, not its text").toBeInstanceOf(Error);
        },
      };
    });
  });

  it("sells a ticket again whose payment was refused, once", async (context) => {
    await expectInEveryOrder(context, "1 ticket, a refused card, then 2 more", (stage) => {
      const { buy, answers } = openOffice(stage, 1, ["Ada"]);
      void buy("Ada")
        .then(() => buy("Bo"))
        .then(() => buy("Cy"));
      return {
        end: () =>
          expect(Object.fromEntries(answers)).toEqual({
            Ada: "payment refused",
            Bo: "sold",
            Cy: "sold out",
          }),
      };
    });
  });

  it("sells no ticket twice, though a payment is refused while another customer pays", async (context) => {
    await expectInEveryOrder(context, "2 tickets, a refused card, then 2 more", (stage) => {
      const { buy, answers } = openOffice(stage, 2, ["Ada"]);
      void Promise.all([buy("Ada"), buy("Bo")])
        .then(() => buy("Cy"))
        .then(() => buy("Dan"));
      return {
        end: () =>
          expect(Object.fromEntries(answers)).toEqual({
            Ada: "payment refused",
            Bo: "sold",
            Cy: "sold",
            Dan: "sold out",
          }),
      };
    });
  });

  it("answers before the mail is sent", async () => {
    await inEveryOrder((stage) => {
      let answer: Answer | undefined;
      const office = openWith(1, {
        pay: async () => {},
        sendMail: async () => {
          await stage.event("the mail is sent");
          expect(answer, "the answer, when the mail is sent").toBe("sold");
        },
        log: (error) => {
          throw error;
        },
      });
      void office.buy("Ada").then((said) => {
        answer = said;
      });
      return { end: () => expect(answer).toBe("sold") };
    });
  });

  it("sells the ticket though the mail fails, and writes that error into the log", async () => {
    await inEveryOrder((stage) => {
      const logged: unknown[] = [];
      const answers: Answer[] = [];
      const office = openWith(1, {
        pay: async () => {},
        sendMail: async () => {
          await stage.event("the mail comes back");
          throw new Error("no such address");
        },
        log: (error) => void logged.push(error),
      });
      const buy = async () => void answers.push(await office.buy("Ada"));
      void buy().then(buy);
      return {
        end: () => {
          expect(answers, "two answers, for one ticket").toEqual(["sold", "sold out"]);
          expect(logged.map(String), "the log").toEqual(["Error: no such address"]);
          expect(logged[0], "what was logged: the error, not its text").toBeInstanceOf(Error);
        },
      };
    });
  });

  it("sends a mail to each customer who has paid, and to no other", async () => {
    await inEveryOrder((stage) => {
      const mailed: string[] = [];
      const { buy, answers, paid } = openOffice(stage, 2, ["Ada"], async (customer) => {
        mailed.push(`${customer}, who has ${paid.includes(customer) ? "" : "not "}paid`);
      });
      for (const customer of ["Ada", "Bo"]) void buy(customer);
      return {
        end: () => {
          const sold = answersOf(answers, "sold");
          expect(mailed, "who was sent a mail").toEqual(sold.map((one) => `${one}, who has paid`));
        },
      };
    });
  });

  it("takes undefined, null and 0 for the error of a mail, too", async () => {
    for (const failure of [undefined, null, 0]) {
      const logged: unknown[] = [];
      const office = openWith(1, {
        pay: async () => {},
        sendMail: () => Promise.reject(failure),
        log: (error) => void logged.push(error),
      });
      expect(await office.buy("Ada"), `the answer, the mail failing with ${failure}`).toBe("sold");
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(logged, `the log, the mail failing with ${failure}`).toEqual([failure]);
    }
  });
});
