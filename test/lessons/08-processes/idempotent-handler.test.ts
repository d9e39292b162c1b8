// The tests of exercise `idempotent-handler`: its worker is killed at every step, then for real.

import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { inEveryOrder } from "#lesson/03-event-loop/every-order.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";
import type { Order, Shop } from "#lesson/08-processes/ticket-shop.ts";
import { deliver, deliverWithDeaths, everyDeath, startWorkerAnew } from "./fixtures/deliveries.ts";
import { World } from "./fixtures/world.ts";

const order: Order = { id: "o-17", customer: "Ada", seats: 2, cents: 4_800 };

describe("an order", () => {
  it("is charged, counted, and confirmed by mail", async () => {
    const world = new World();
    await deliver(world, order);
    world.expectRight([order]);
    expect(world.mails[0]?.text, "the mail, with the bank's receipt").toContain("R1");
  });

  it("that is delivered again after it is done changes nothing", async () => {
    const world = new World();
    const handleOrder = await startWorkerAnew();
    for (let time = 0; time < 2; time++)
      await handleOrder(
        order,
        world.shopFor(async () => {}),
      );
    world.expectRight([order]);
    expect(world.mails.length, "mails after two deliveries to one worker").toBe(1);
    await deliver(world, order);
    world.expectRight([order]);
    expect(world.mails.length, "mails after a delivery to another worker").toBe(1);
  });

  it("is not the same as the next order of the same customer", async () => {
    // The name of one begins with that of the other.
    const next = { ...order, id: "o-171" };
    for (const orders of [
      [order, next],
      [next, order],
      // Customer and number, written one after the other, are the same text, whatever is between them.
      ...["", " ", "-", "_", ".", ":", "/", "|", ",", "#"].map((between) => [
        { ...order, id: `1${between}7`, customer: "Ada" },
        { ...order, id: "7", customer: `Ada${between}1` },
      ]),
    ]) {
      const world = new World();
      for (const one of orders) await deliver(world, one);
      world.expectRight(orders);
    }
  });

  it("fails if the bank or the mail fails, so that its queue delivers it again", async () => {
    for (const broken of ["charge", "sendMail"]) {
      for (const next of ["another worker", "the same worker"]) {
        const world = new World();
        let isDown = true;
        const shop = world.shopFor(async (step) => {
          if (isDown && step === broken) throw new Error(`${broken} is down`);
        });
        const handleOrder = await startWorkerAnew();
        const end = await handleOrder(order, shop).then(
          () => "done",
          (error: Error) => error.message,
        );
        expect(end, "how the job ended").toBe(`${broken} is down`);
        isDown = false;
        if (next === "the same worker") await handleOrder(order, shop);
        else await deliver(world, order);
        world.expectRight([order], `after ${broken} was down and ${next} got it again `);
      }
    }
  });

  it("is done when all its steps are, however long each of them takes", async () => {
    const handleOrder = await startWorkerAnew();
    await inEveryOrder((stage) => {
      let underWay = 0;
      let left: number | undefined;
      const shop = new World().shopFor(async (step, when) => {
        underWay += when === "before" ? 1 : -1;
        if (when === "before") await stage.event(step);
      });
      void handleOrder(order, shop).then(() => (left = underWay));
      return { end: () => expect(left, "steps under way when the order was done").toBe(0) };
    });
  });
});

describe("a worker that is killed", () => {
  it("at any step leaves an order that the next worker can finish", async () => {
    const { steps } = await deliver(new World(), order);
    for (const death of everyDeath(steps.length)) await deliverWithDeaths(order, [death]);
  });

  it("at any step, twice, does no more harm than once", async () => {
    const { steps } = await deliver(new World(), order);
    const deaths = everyDeath(steps.length);
    for (const first of deaths) {
      for (const second of deaths) await deliverWithDeaths(order, [first, second]);
    }
  });
});

describe("two workers with the same order", () => {
  it("charge and count it once, in whatever order their steps come", async () => {
    const workers = [await startWorkerAnew(), await startWorkerAnew()];
    await inEveryOrder((stage) => {
      const world = new World();
      let done = 0;
      for (const [index, handleOrder] of workers.entries()) {
        const shop = world.shopFor(async (step, when) => {
          if (when === "before") await stage.event(`worker ${index + 1}: ${step}`);
        });
        void handleOrder(order, shop).then(() => done++);
      }
      return {
        end() {
          if (done < 2) throw new Error(`${2 - done} of 2 workers never came to an end`);
          world.expectRight([order], "after two deliveries at once ");
        },
      };
    });
  });
});

describe("a real worker process", () => {
  const running: { kill(signal: "SIGKILL"): boolean }[] = [];
  afterEach(() => {
    for (const worker of running.splice(0)) worker.kill("SIGKILL");
  });

  it("that is killed with kill -9, one step later each time, sells the tickets once", async () => {
    const world = new World();
    const shop = world.shopFor(async () => {});
    for (let kills = 0; kills < 100; kills++) {
      const worker = startProcess(new URL("./fixtures/order-worker.ts", import.meta.url));
      running.push(worker);
      const gone = once(worker, "exit");
      let steps = 0;
      worker.on("message", async ({ step, args }: { step: keyof Shop | "done"; args: never[] }) => {
        if (step === "done") return worker.disconnect();
        const result = await (shop[step] as (...args: never[]) => Promise<unknown>)(...args);
        if (steps++ === kills) worker.kill("SIGKILL");
        else worker.send([result]);
      });
      worker.send(order);
      const [, signal] = await gone;
      if (signal !== "SIGKILL") break;
    }
    world.expectRight([order]);
  });
});
