// The tests of exercise `ring`: alone, under every schedule, and once with real threads.

import "#workbook/explorer/matcher.ts";
import { describe, expect, it } from "vitest";
import { Ring } from "#exercise/04-queues/ring.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { runTogether, share } from "../02-locks/fixtures/together.ts";
import { passBeyond } from "./fixtures/wind-on.ts";
import { specifyRing } from "./specifications/ring.ts";

function createRing(capacity: number): Ring {
  return new Ring(share(Ring.lengthFor(capacity)));
}

/** One thread puts 1, 2, 3, …; another takes as many and returns them. Both ask until it works. */
function pass(count: number, capacity: number) {
  const all = Array.from({ length: count }, (_, index) => index + 1).join(", ");
  return defineScenario({
    name: `numbers up to ${count} through a ring for ${capacity}`,
    memory: { ring: Ring.lengthFor(capacity) },
    threads: [
      function producer(m) {
        const ring = new Ring(m.ring);
        for (let value = 1; value <= count; value++) {
          while (!ring.tryPut(value)) {
            // It is full.
          }
        }
      },
      function consumer(m) {
        const ring = new Ring(m.ring);
        const taken: (number | undefined)[] = [];
        while (taken.length < count) {
          const value = ring.tryGet();
          if (value !== undefined) taken.push(value);
        }
        return taken.join(", ");
      },
    ],
    final: (_, [, taken]) => taken === all || `the consumer took ${taken}, not ${all}`,
  });
}

describe("Ring", () => {
  it("gives back what was put, the oldest first", () => {
    const ring = createRing(5);
    for (const value of [7, 0, -5]) ring.tryPut(value);
    const taken = [ring.tryGet(), ring.tryGet(), ring.tryGet()];
    expect(taken.join(", "), "what came out of a ring that 7, 0, -5 went into").toBe("7, 0, -5");
  });

  it("has nothing to give at first, and when all is taken", () => {
    const ring = createRing(2);
    expect(ring.tryGet(), "tryGet of a new ring").toBe(undefined);
    ring.tryPut(1);
    ring.tryGet();
    expect(ring.tryGet(), "tryGet when all is taken").toBe(undefined);
  });

  it("goes on in another object over the same cells", () => {
    const cells = share(Ring.lengthFor(3));
    for (const value of [1, 2]) new Ring(cells).tryPut(value);
    const taken = [new Ring(cells).tryGet(), new Ring(cells).tryGet()];
    expect(taken.join(", "), "what came out, with a new Ring for each call").toBe("1, 2");
  });

  it("is not taken for empty when it is full", () => {
    const ring = createRing(2);
    ring.tryPut(1);
    ring.tryPut(2);
    expect(ring.tryGet(), "tryGet of a full ring").toBe(1);
  });

  it("holds as many numbers as there are slots, and no more", () => {
    const ring = createRing(3);
    expect(ring.capacity, "the capacity").toBe(3);
    const put = [1, 2, 3, 4].map((value) => ring.tryPut(value));
    expect(put.join(", "), "four tries to put into three slots").toBe("true, true, true, false");
    const taken = [ring.tryGet(), ring.tryGet(), ring.tryGet()];
    expect(taken.join(", "), "what was in the full ring").toBe("1, 2, 3");
  });

  it("uses its slots again and again", () => {
    const ring = createRing(3);
    for (let value = 1; value <= 20; value++) {
      expect(ring.tryPut(value), `tryPut(${value}) into a ring with room`).toBe(true);
      if (value < 3) continue;
      expect(ring.tryGet(), `the oldest of three after tryPut(${value})`).toBe(value - 2);
    }
  });

  it("knows how many numbers are in it", () => {
    const ring = createRing(2);
    const sizes = [ring.size];
    for (let round = 0; round < 3; round++) {
      ring.tryPut(1);
      ring.tryPut(2);
      sizes.push(ring.size);
      ring.tryGet();
      sizes.push(ring.size);
      ring.tryGet();
    }
    expect(sizes.join(", "), "the sizes").toBe("0, 2, 1, 2, 1, 2, 1");
  });

  it("passes a number on only when it is written", () => {
    expect(pass(1, 2)).toHoldUnderEverySchedule({ of: "1 number, 2 slots" });
  });

  it("gives a slot back only when it is read", () => {
    expect(pass(2, 1)).toHoldUnderEverySchedule({ of: "2 numbers, 1 slot" });
  });

  it("loses nothing and makes nothing up, round after round", () => {
    expect(pass(3, 1)).toHoldUnderEverySchedule({ of: "3 numbers, 1 slot" });
    expect(pass(5, 2)).toHoldUnderEverySchedule({ of: "5 numbers, 2 slots" });
  });

  it("makes no thread wait: a try comes back whatever the other thread does", () => {
    expect(
      defineScenario({
        name: "both try once",
        memory: { ring: Ring.lengthFor(1) },
        threads: [
          function producer(m) {
            return new Ring(m.ring).tryPut(1);
          },
          function consumer(m) {
            return new Ring(m.ring).tryGet() ?? "nothing";
          },
        ],
        final: (_, [isPut, taken]) => {
          if (isPut !== true) return "tryPut found no room in an empty ring";
          return taken === 1 || taken === "nothing" || `tryGet returned ${taken}`;
        },
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads that try once" });
  });

  it("goes on when more numbers have been put than a cell can count", () => {
    // The counts may begin again long before, at a round number.
    const powersOfTwo = [16, 20, 24, 30, 31, 32].map((exponent) => [2, exponent] as const);
    for (const [base, exponent] of [...powersOfTwo, [10, 6], [10, 9]] as const) {
      // Not every capacity divides such a power.
      for (const capacity of [4, 3]) {
        const all = Array.from({ length: 2 * capacity }, (_, index) => index + 1).join(" ");
        const what = `what came out of a ring for ${capacity} when ${base} ** ${exponent} numbers have passed`;
        for (let begun = 0; begun < 2 * capacity; begun++) {
          const cells = share(Ring.lengthFor(capacity));
          const got = passBeyond(base ** exponent, capacity, new Ring(cells), cells, begun) ?? all;
          expect(got, what).toBe(all);
        }
      }
    }
  });
});

it("knows in every object what was done through another", () => {
  const cells = share(Ring.lengthFor(1));
  const [one, other] = [new Ring(cells), new Ring(cells)];
  const came = [
    one.tryPut(1),
    one.tryGet(),
    other.tryPut(2),
    one.tryPut(3),
    one.tryGet(),
    one.tryPut(4),
    other.tryGet(),
    one.tryGet(),
  ];
  expect(came, "what came of calls on two objects over the same cells, in turn").toEqual([
    true,
    1,
    true,
    false,
    2,
    true,
    4,
    undefined,
  ]);
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyRing(Ring, 1, [[1], [2], [3], [1, 1], [2, 1], [2, 2]])).toHoldInEveryProgram();
});

it(
  "passes 2,000 numbers between real threads",
  alongside(async () => {
    const [cells, data] = [share(Ring.lengthFor(64)), share(2)];
    const file = new URL("./fixtures/pass-numbers.ts", import.meta.url);
    await runTogether(file, { count: 2, rounds: 2_000, cells, data });
    expect(data[0], "the sum of 1 to 2,000").toBe(2_001_000);
  }),
);
