// What becomes of a learner's copy of a stub: every case, with what is done and what is said of it.

/** How three texts stand to each other: the copy, the course's stub, and the stub that the copy was made from. */
export interface CopyFacts {
  /** The copy's text: the course's stub, the older stub that it was made from, or the learner's own. */
  copy: "missing" | "stub" | "older-stub" | "own";
  /** Whether the course's stub is newer than the one that the copy was made from, and the learner was told so. */
  newer: "no" | "yes" | "told";
  /** Whether the learner edited the stub's own file, and has said that the edit shall stay there. */
  edit: "no" | "yes" | "left";
}

/**
 * - `put-stub`: the course's stub becomes the copy; what was there is kept unless it is surely the course's.
 * - `remember`: the copy counts as made from the course's stub.
 * - `tell`: the copy stays that of the older stub, and it is remembered that the learner was told of the newer.
 * - `leave`: the copy stays that of the older stub.
 */
export type CopyAction = "put-stub" | "remember" | "tell" | "leave";

/**
 * - `made`: there was no copy.
 * - `kept`: there is nothing to say.
 * - `refreshed`: the stub changed, and the copy, not edited, followed.
 * - `stub-changed`: the stub changed, and the copy, edited, stays. Said once for each change.
 * - `stub-edited`: the learner edited the stub's file. Said until the edit is moved or left.
 */
export type CopyStatus = "made" | "kept" | "refreshed" | "stub-changed" | "stub-edited";

interface CopyDecision {
  action: CopyAction;
  status: CopyStatus;
}

type Row = [
  copy: CopyFacts["copy"],
  newer: CopyFacts["newer"] | "any",
  edit: CopyFacts["edit"] | "any",
  action: CopyAction,
  status: CopyStatus,
];

// The first row that fits decides.
// biome-ignore format: columns make it a table.
const rows: Row[] = [
  // copy        newer stub  edited stub  action      status
  ["missing",    "any",      "yes",       "put-stub", "stub-edited"],
  ["missing",    "any",      "any",       "put-stub", "made"],
  ["stub",       "any",      "yes",       "remember", "stub-edited"],
  ["stub",       "no",       "any",       "remember", "kept"],
  ["stub",       "any",      "any",       "remember", "refreshed"],
  ["older-stub", "any",      "yes",       "put-stub", "stub-edited"],
  ["older-stub", "any",      "any",       "put-stub", "refreshed"],
  ["own",        "no",       "yes",       "remember", "stub-edited"],
  ["own",        "no",       "any",       "remember", "kept"],
  ["own",        "any",      "yes",       "leave",    "stub-edited"],
  ["own",        "told",     "any",       "leave",    "kept"],
  ["own",        "yes",      "any",       "tell",     "stub-changed"],
];

export function decide(facts: CopyFacts): CopyDecision {
  const fits = (fact: string, expected: string) => expected === "any" || expected === fact;
  for (const [copy, newer, edit, action, status] of rows) {
    if (fits(facts.copy, copy) && fits(facts.newer, newer) && fits(facts.edit, edit))
      return { action, status };
  }
  throw new Error(`No row is about ${JSON.stringify(facts)}.`);
}
