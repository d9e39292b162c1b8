import "interleave/explorer/matcher";
import { defineScenario } from "interleave/explorer";
import { expect, test } from "vitest";
import { TicketLock } from "./ticket-lock.ts";

const scenario = defineScenario({
  name: "three customers",
  memory: { lock: 2, sold: 1 },
  threads: {
    count: 3,
    run: ({ lock, sold }) => {
      const counter = new TicketLock(lock);
      counter.lock();
      sold[0]++;
      counter.unlock();
    },
  },
  final: ({ sold }) => sold[0] === 3 || `${sold[0]} tickets are sold, not 3`,
});

test("each of three customers gets a ticket", () => {
  expect(scenario).toHoldUnderEverySchedule();
});
