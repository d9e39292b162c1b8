// Two threads whose next operations are in conflict, in one state: a data race.

import { areInRace, isPlain } from "../memory/operation.ts";
import type { Model } from "./model.ts";
import { localOf, type Row, rankOf } from "./row.ts";

/** The two threads, the lower first, or undefined. */
export function findRace(model: Model, { words, bytes }: Row): [number, number] | undefined {
  const { threadCount } = model;
  for (let t = 0; t < threadCount; t++) {
    const x = localOf(model, words, t).op;
    // Two atomic accesses to one whole word are never in a race.
    if (x === undefined || (!isPlain(x) && x.word >= 0)) continue;
    if (rankOf(model, words, t) > 0) continue;
    for (let u = 0; u < threadCount; u++) {
      if (u === t || rankOf(model, words, u) > 0) continue;
      const y = localOf(model, words, u).op;
      if (y !== undefined && areInRace(x, y, bytes)) return t < u ? [t, u] : [u, t];
    }
  }
  return undefined;
}
