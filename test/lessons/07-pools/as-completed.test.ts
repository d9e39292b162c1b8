// The tests of exercise `as-completed`: every order in which three futures can end.

import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { asCompleted, type Until, wait } from "#exercise/07-pools/as-completed.ts";
import type { Stage } from "#lesson/03-event-loop/every-order.ts";
import { Future } from "#solution/07-pools/future.ts";
import { expectInEveryOrder } from "../03-event-loop/fixtures/orders.ts";

const dishes = ["soup", "stew", "toast"] as const;
type Dish = (typeof dishes)[number];
type Ending = "fulfilled" | "rejected" | "cancelled";

const settleDown = () => new Promise((resolve) => setImmediate(resolve));

/** Futures of dishes that are told how to end. */
class Orders {
  readonly futures = dishes.map(() => new Future<string>());
  readonly ended: Dish[] = [];

  end(dish: Dish, how: Ending = "fulfilled"): void {
    const future = this.futures[dishes.indexOf(dish)];
    if (!future) return;
    if (how === "cancelled") future.cancel();
    else if (future.start()) {
      if (how === "fulfilled") future.fulfill(dish);
      else future.reject(new Error(`${dish} is burnt`));
    }
    this.ended.push(dish);
  }

  /** Ends each dish when it is its turn on the stage. */
  endOn(stage: Stage, endings: Partial<Record<Dish, Ending>> = {}): void {
    for (const dish of dishes) {
      const how = endings[dish] ?? "fulfilled";
      void stage.event(`${dish} is ${how}`).then(() => this.end(dish, how));
    }
  }

  nameOf(future: Future<string>): Dish | undefined {
    return dishes[this.futures.indexOf(future)];
  }

  names(futures: Iterable<Future<string>>): (Dish | undefined)[] {
    return [...futures].map((future) => this.nameOf(future)).sort();
  }
}

/** Collects what comes; `isOver` when nothing more does. */
function collect(orders: Orders, futures: Iterable<Future<string>> = orders.futures) {
  const seen = { came: [] as (Dish | undefined)[], isOver: false, error: "none" };
  const run = async () => {
    for await (const future of asCompleted(futures)) seen.came.push(orders.nameOf(future));
    seen.isOver = true;
  };
  run().catch((error: unknown) => {
    seen.error = String(error);
  });
  return seen;
}

describe("asCompleted", () => {
  it("gives futures that are done already, and ends", async () => {
    const orders = new Orders();
    for (const dish of dishes) orders.end(dish);
    const seen = collect(orders);
    await settleDown();
    expect([...seen.came].sort(), "dishes that came").toEqual([...dishes]);
    expect(seen.isOver, "whether it has ended").toBe(true);
    const none = collect(orders, []);
    await settleDown();
    expect(none.isOver, "whether it has ended, for no futures at all").toBe(true);
  });

  it("takes futures that can be listed only once", async () => {
    const orders = new Orders();
    for (const dish of dishes) orders.end(dish);
    const seen = collect(orders, orders.futures.values());
    await settleDown();
    expect([...seen.came].sort(), "dishes that came").toEqual([...dishes]);
    const later = new Orders();
    const waiting = wait(later.futures.values());
    for (const dish of dishes) later.end(dish);
    expect(later.names((await waiting).done), "what wait says is done").toEqual([...dishes]);
  });

  it("gives each future when it is done, in every order", async (context) => {
    await expectInEveryOrder(context, "3 futures", (stage) => {
      const orders = new Orders();
      const seen = collect(orders);
      orders.endOn(stage);
      return {
        check: () => expect(seen.came, "dishes that came so far").toEqual(orders.ended),
        end: () => expect(seen.isOver, "whether it has ended").toBe(true),
      };
    });
  });

  it("gives rejected and cancelled futures too", async (context) => {
    await expectInEveryOrder(context, "3 futures, one rejected, one cancelled", (stage) => {
      const orders = new Orders();
      const seen = collect(orders);
      orders.endOn(stage, { soup: "rejected", toast: "cancelled" });
      return {
        check: () => {
          expect(seen.error, "what it threw").toBe("none");
          expect(seen.came, "dishes that came, burnt and cancelled too").toEqual(orders.ended);
        },
        end: () => expect(seen.isOver, "whether it has ended").toBe(true),
      };
    });
  });

  it("keeps for a slow reader what is done meanwhile, once each", async () => {
    const orders = new Orders();
    const [soup] = orders.futures;
    const completed = asCompleted(soup ? [...orders.futures, soup] : []);
    const first = completed.next();
    await settleDown();
    for (const dish of ["toast", "stew", "soup"] as const) orders.end(dish);
    const came = [(await first).value];
    await settleDown();
    for await (const future of completed) came.push(future);
    const names = came.map((future) => future && orders.nameOf(future)).join(", ");
    expect(names, "what came, soup being in the list twice").toBe("toast, stew, soup");
  });

  it("does not wait while it has a future to give that is done", async () => {
    const orders = new Orders();
    const completed = asCompleted(orders.futures);
    const first = completed.next();
    await settleDown();
    orders.end("toast");
    const came = [(await first).value];
    // While the reader is busy.
    for (const dish of ["stew", "soup"] as const) orders.end(dish);
    await settleDown();
    for await (const future of completed) came.push(future);
    const names = came.map((future) => future && orders.nameOf(future)).join(", ");
    expect(names, "what came").toBe("toast, stew, soup");
  });

  it("gives what is done before the rest, once each, and listens to the rest meanwhile", async () => {
    const orders = new Orders();
    orders.end("soup");
    const [soup] = orders.futures;
    const completed = asCompleted(soup ? [soup, ...orders.futures] : []);
    const came = [(await completed.next()).value];
    // While the reader is busy with the soup.
    for (const dish of ["toast", "stew"] as const) orders.end(dish);
    await settleDown();
    for await (const future of completed) came.push(future);
    const names = came.map((future) => future && orders.nameOf(future)).join(", ");
    expect(names, "what came, soup being done and in the list twice").toBe("soup, toast, stew");
  });
});

describe("wait", () => {
  /** What has come of the wait: "goes on", what it gave, or what it threw. */
  const waitFor = (orders: Orders, until?: Until, signal?: AbortSignal) => {
    const seen = { end: "goes on" };
    wait(orders.futures, until, signal).then(
      ({ done, pending }) => {
        seen.end = show(orders.names(done), orders.names(pending));
      },
      (error: unknown) => {
        seen.end = String(error);
      },
    );
    return seen;
  };
  const show = (done: readonly unknown[], pending: readonly unknown[]) =>
    `done: ${done.join(", ") || "none"}; pending: ${pending.join(", ") || "none"}`;

  it("waits for all: ends with the last, however each of them ended", async (context) => {
    await expectInEveryOrder(context, "3 futures, one rejected, one cancelled", (stage) => {
      const orders = new Orders();
      const seen = waitFor(orders);
      orders.endOn(stage, { soup: "rejected", toast: "cancelled" });
      return {
        check: () =>
          expect(seen.end, `wait(all) after ${orders.ended.length} of 3`).toBe(
            orders.ended.length === 3 ? show(dishes, []) : "goes on",
          ),
      };
    });
  });

  it("waits for the first: ends with one that is done, and tells which are not", async (context) => {
    await expectInEveryOrder(context, "3 futures, one rejected", (stage) => {
      const orders = new Orders();
      const seen = waitFor(orders, "first");
      orders.endOn(stage, { soup: "rejected" });
      return {
        check: () => {
          const [first] = orders.ended;
          const pending = dishes.filter((dish) => dish !== first);
          expect(seen.end, `wait(first), ${first ?? "nothing"} being the first`).toBe(
            first ? show([first], pending) : "goes on",
          );
          const cancelled = orders.futures.filter(({ state }) => state === "cancelled").length;
          expect(cancelled, "futures that wait(first) has cancelled").toBe(0);
        },
      };
    });
  });

  it("waits for the first error: ends with one that is rejected, not with one that is cancelled", async (context) => {
    await expectInEveryOrder(context, "3 futures, one rejected, one cancelled", (stage) => {
      const orders = new Orders();
      const seen = waitFor(orders, "first-error");
      orders.endOn(stage, { soup: "rejected", toast: "cancelled" });
      let expected = "goes on";
      return {
        check: () => {
          if (orders.ended.at(-1) === "soup") {
            const pending = dishes.filter((dish) => !orders.ended.includes(dish));
            expected = show([...orders.ended].sort(), pending);
          }
          expect(seen.end, `wait(first-error) after ${orders.ended.join(", ")}`).toBe(expected);
        },
      };
    });
  });

  it("waits for the first error: ends with the last if there is none", async () => {
    const orders = new Orders();
    const seen = waitFor(orders, "first-error");
    for (const dish of dishes) orders.end(dish);
    await settleDown();
    expect(seen.end, "wait(first-error) without an error").toBe(show(dishes, []));
  });

  it("waits for the first error, be it undefined, null or 0", async () => {
    for (const thrown of [undefined, null, 0, "", false]) {
      const orders = new Orders();
      const seen = waitFor(orders, "first-error");
      const [soup] = orders.futures;
      soup?.start();
      soup?.reject(thrown);
      await settleDown();
      const what = `wait(first-error), soup having thrown ${JSON.stringify(thrown)}`;
      expect(seen.end, what).toBe(show(["soup"], ["stew", "toast"]));
    }
  });

  it("ends a wait immediately if what is waited for has happened before", async () => {
    const orders = new Orders();
    orders.end("stew", "rejected");
    const [first, error] = [waitFor(orders, "first"), waitFor(orders, "first-error")];
    await settleDown();
    const expected = show(["stew"], ["soup", "toast"]);
    expect(first.end, "wait(first), one being done before").toBe(expected);
    expect(error.end, "wait(first-error), one being rejected before").toBe(expected);
    for (const until of ["all", "first", "first-error"] as const) {
      const { done, pending } = await wait([], until);
      expect(done.size + pending.size, `futures in wait([], "${until}")`).toBe(0);
    }
  });

  it("ends a wait when its signal aborts, with what is done by then", async () => {
    const orders = new Orders();
    const patience = new AbortController();
    const seen = waitFor(orders, "all", patience.signal);
    orders.end("toast");
    await settleDown();
    expect(seen.end, "wait(all) before the signal").toBe("goes on");
    patience.abort();
    await settleDown();
    const expected = show(["toast"], ["soup", "stew"]);
    expect(seen.end, "wait(all) after the signal").toBe(expected);
    const late = waitFor(orders, "all", patience.signal);
    await settleDown();
    expect(late.end, "wait(all) with a signal that had aborted before").toBe(expected);
    const reasonless = waitFor(orders, "all", AbortSignal.abort(null));
    await settleDown();
    expect(reasonless.end, "wait(all) with a signal after abort(null)").toBe(expected);
  });

  it("leaves no listener on the signal of a wait", async () => {
    const patience = new AbortController();
    for (const until of ["first", "first-error", "all"] as const) {
      const orders = new Orders();
      const seen = waitFor(orders, until, patience.signal);
      const ended = until === "all" ? dishes : (["soup"] as const);
      for (const dish of ended) orders.end(dish, "rejected");
      await settleDown();
      const left = until === "all" ? [] : ["stew", "toast"];
      expect(seen.end, `wait(${until}) after ${ended.join(", ")}`).toBe(show(ended, left));
    }
    await wait([], "all", patience.signal);
    const listeners = getEventListeners(patience.signal, "abort").length;
    expect(listeners, "listeners left on the signal").toBe(0);
  });

  it("goes on with a wait if what is done before is not what is waited for", async () => {
    const orders = new Orders();
    orders.end("toast");
    const [all, error] = [waitFor(orders), waitFor(orders, "first-error")];
    await settleDown();
    expect(all.end, "wait(all), one being done before").toBe("goes on");
    expect(error.end, "wait(first-error), one being done before").toBe("goes on");
    orders.end("soup", "rejected");
    await settleDown();
    expect(all.end, "wait(all), one being done before and one after").toBe("goes on");
    const expected = show(["soup", "toast"], ["stew"]);
    expect(error.end, "wait(first-error), soup being burnt").toBe(expected);
  });

  it("waits for a future once that is in the list twice", async () => {
    const orders = new Orders();
    orders.end("soup");
    const [soup] = orders.futures;
    const { done } = await wait(soup ? [soup, soup] : []);
    expect(orders.names(done), "what is done of soup and soup").toEqual(["soup"]);
  });

  it("takes for done what is done when a wait ends, though no listener was told of it yet", async () => {
    const orders = new Orders();
    const patience = new AbortController();
    const [first, all] = [waitFor(orders, "first"), waitFor(orders, "all", patience.signal)];
    for (const dish of ["soup", "stew"] as const) orders.end(dish);
    patience.abort();
    await settleDown();
    const expected = show(["soup", "stew"], ["toast"]);
    expect(first.end, "wait(first), two being done in one turn").toBe(expected);
    expect(all.end, "wait(all), its signal aborting in that turn").toBe(expected);
  });
});
