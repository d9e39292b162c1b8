// A test of real threads begins before its turn where threads are parked, and only there.

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { alongside } from "../lessons/02-locks/fixtures/alongside.ts";

describe.each([
  { parked: "2", order: ["another", "begins", "explores"] },
  { parked: undefined, order: ["another", "explores", "begins"] },
])("with $parked threads parked", ({ parked, order }) => {
  const seen: string[] = [];
  beforeAll(() => {
    vi.stubEnv("INTERLEAVE_PARKED", parked);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it("is another", () => void seen.push("another"));
  it("behaves in every small program as if each call were one step", () => {
    seen.push("explores");
  });
  it(
    "is of real threads",
    alongside(async () => {
      seen.push("begins");
    }),
  );
  it("was begun once, in its turn or before", () => expect(seen).toEqual(order));
});
