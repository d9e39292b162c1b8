// What becomes of a learner's copy: every case of the table, and what holds in all of them.

import { describe, expect, test } from "vitest";
import { type CopyFacts, decide } from "#workbook/progress/copy-table.ts";

type Choice<Fact extends keyof CopyFacts> = CopyFacts[Fact][];

interface Case {
  title: string;
  copy: CopyFacts["copy"];
  newer?: Choice<"newer">;
  edit?: Choice<"edit">;
  decision: [action: string, status: string];
}

const anyNewer: Choice<"newer"> = ["no", "yes", "told"];
const hasNewer: Choice<"newer"> = ["yes", "told"];
const notNews: Choice<"edit"> = ["no", "left"];

const cases: Case[] = [
  {
    title: "A copy that is not there is made",
    copy: "missing",
    edit: notNews,
    decision: ["put-stub", "made"],
  },
  {
    title: "It is made from the course's stub while the edited one is spoken of",
    copy: "missing",
    edit: ["yes"],
    decision: ["put-stub", "stub-edited"],
  },
  {
    title: "A copy that is the stub stays",
    copy: "stub",
    newer: ["no"],
    edit: notNews,
    decision: ["remember", "kept"],
  },
  {
    title: "A copy that is the newer stub already is remembered as refreshed",
    copy: "stub",
    newer: hasNewer,
    edit: notNews,
    decision: ["remember", "refreshed"],
  },
  {
    title: "A copy that is the course's stub stays while the edited one is spoken of",
    copy: "stub",
    edit: ["yes"],
    decision: ["remember", "stub-edited"],
  },
  {
    title: "A copy without an edit follows the newer stub",
    copy: "older-stub",
    newer: hasNewer,
    edit: notNews,
    decision: ["put-stub", "refreshed"],
  },
  {
    title: "It follows the newer stub while the edited one is spoken of",
    copy: "older-stub",
    newer: hasNewer,
    edit: ["yes"],
    decision: ["put-stub", "stub-edited"],
  },
  {
    title: "An edited copy of the stub stays",
    copy: "own",
    newer: ["no"],
    edit: notNews,
    decision: ["remember", "kept"],
  },
  {
    title: "An edited copy stays while the edited stub is spoken of",
    copy: "own",
    newer: ["no"],
    edit: ["yes"],
    decision: ["remember", "stub-edited"],
  },
  {
    title: "An edited copy of an older stub stays, and that is said",
    copy: "own",
    newer: ["yes"],
    edit: notNews,
    decision: ["tell", "stub-changed"],
  },
  {
    title: "It is said once",
    copy: "own",
    newer: ["told"],
    edit: notNews,
    decision: ["leave", "kept"],
  },
  {
    title: "It is not said while an edited stub is spoken of, so that it can be said later",
    copy: "own",
    newer: hasNewer,
    edit: ["yes"],
    decision: ["leave", "stub-edited"],
  },
];

function factsOf({ copy, newer = anyNewer, edit = ["yes", ...notNews] }: Case): CopyFacts[] {
  return newer.flatMap((each) => edit.map((one) => ({ copy, newer: each, edit: one })));
}

test.each(cases)("$title", (each) => {
  const [action, status] = each.decision;
  for (const facts of factsOf(each))
    expect({ facts, ...decide(facts) }).toEqual({ facts, action, status });
});

describe("of all facts together", () => {
  const copies: CopyFacts["copy"][] = ["missing", "stub", "older-stub", "own"];
  const all = copies.flatMap((copy) => factsOf({ title: "", copy, decision: ["", ""] }));
  // A copy cannot be that of an older stub where there is no newer one.
  const possible = all.filter(({ copy, newer }) => copy !== "older-stub" || newer !== "no");

  test("each belongs to exactly one case", () => {
    const name = (facts: CopyFacts) => Object.values(facts).join();
    expect(cases.flatMap(factsOf).map(name).sort()).toEqual(possible.map(name).sort());
    expect(possible).toHaveLength(33);
  });

  test("none lets the stub take the place of a learner's own text", () => {
    const own = possible.filter(({ copy }) => copy === "own");
    expect(own.map((facts) => decide(facts).action)).not.toContain("put-stub");
  });

  test("an edit of the stub is said first, until it is moved or left", () => {
    for (const facts of possible)
      expect(decide(facts).status === "stub-edited").toBe(facts.edit === "yes");
  });
});
