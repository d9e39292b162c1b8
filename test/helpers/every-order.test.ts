// Lesson 03 grades by `inEveryOrder`: an order that it left out would let a wrong answer pass.

import { expect, it } from "vitest";
import { inEveryOrder } from "#lesson/03-event-loop/every-order.ts";

it("plays a scene without events once", async () => {
  expect(await inEveryOrder(() => ({}))).toBe(1);
});

it("plays each order of independent events exactly once: 4! of them", async () => {
  const seen: string[] = [];
  const orders = await inEveryOrder((stage) => {
    let order = "";
    for (const name of "abcd") void stage.event(name).then(() => (order += name));
    return { end: () => void seen.push(order) };
  });
  expect(orders).toBe(24);
  expect(new Set(seen).size).toBe(24);
  expect(seen).toHaveLength(24);
});

it("lets an event that another leads to come after it: 3! / 2 orders", async () => {
  const seen = new Set<string>();
  await inEveryOrder((stage) => {
    let order = "";
    void stage.event("a").then(async () => {
      order += "a";
      await stage.event("b");
      order += "b";
    });
    void stage.event("c").then(() => (order += "c"));
    return { end: () => void seen.add(order) };
  });
  expect([...seen].sort()).toEqual(["abc", "acb", "cab"]);
});

it("checks at the beginning and after every event", async () => {
  let checks = 0;
  await inEveryOrder((stage) => {
    void stage.event("a");
    void stage.event("b");
    return { check: () => void checks++ };
  });
  expect(checks).toBe(2 * 3);
});

it("finds the one order that fails, and reports its events", async () => {
  const played = inEveryOrder((stage) => {
    let order = "";
    for (const name of "abc") {
      void stage.event(name).then(() => {
        order += name;
        stage.note(`${name} came`);
      });
    }
    return {
      end: () => {
        if (order === "bca") throw new Error("b, c, a is bad");
      },
    };
  });
  await expect(played).rejects.toThrow(
    "b, c, a is bad\n  1  b\n     b came\n  2  c\n     c came\n  3  a\n     a came",
  );
});

it("reports the shortest order that fails, and goes no further in it", async () => {
  const played = inEveryOrder((stage) => {
    let order = "";
    for (const name of "abc") void stage.event(name).then(() => (order += name));
    return {
      check: () => {
        if (order === "abc" || order === "b") throw new Error(`${order} is bad`);
      },
    };
  });
  await expect(played).rejects.toThrow(/^b is bad\n {2}1 {2}b$/);
});

it("refuses a scene that is not the same each time", async () => {
  let plays = 0;
  const played = inEveryOrder((stage) => {
    const events = plays++ === 0 ? "abc" : "a";
    for (const name of events) void stage.event(name);
    return {};
  });
  await expect(played).rejects.toThrow("plays differently");
});
