// Merges histories into a local state, and what follows them into what follows it.

import { type History, resultOf } from "./history.ts";
import type { HistoryTree } from "./history-tree.ts";
import { hasSameNext, type Local } from "./local.ts";

/** At most this many histories of a local state are all checked; beyond that, every n-th one. */
const historyLimit = 64;
const sampleSize = 32;
/** At most this many histories are handed down by one merge to a local state further on. */
const receivedLimit = 6;

function sample(histories: History[]): History[] {
  if (histories.length <= historyLimit) return histories;
  const step = histories.length / sampleSize;
  return Array.from({ length: sampleSize }, (_, i) => histories[Math.floor(i * step)] as History);
}

/**
 * Adds `children` to `target` and what follows it; calls `onAdded` for each. False, and nothing
 * done, if one differs.
 */
export function absorb(
  tree: HistoryTree,
  target: Local,
  children: History[],
  isLoop: boolean,
  onAdded: (local: Local, history: History) => void,
): boolean {
  const added: [Local, History][] = [];
  // A new loop is gone round twice more, an old one is not gone round again.
  const unrolled = isLoop ? 2 : 1;
  const visits = new Map<Local, number>();
  const received = new Map<Local, number>();
  const add = (local: Local, history: History): boolean => {
    const representative = local.histories[0] as History;
    if (!hasSameNext(representative, history)) return false;
    const visit = visits.get(local) ?? 0;
    if (visit >= unrolled || local.histories.includes(history)) return true;
    if (local.op === undefined) return true;
    const count = received.get(local) ?? 0;
    if (count >= receivedLimit) return true;
    received.set(local, count + 1);
    added.push([local, history]);
    visits.set(local, visit + 1);
    for (const [key, next] of local.edges) {
      if (!add(next, tree.extend(history, resultOf(key)))) return false;
    }
    visits.set(local, visit);
    return true;
  };
  for (const child of sample(children)) {
    if (!add(target, child)) return false;
  }
  for (const [local, history] of added) {
    local.histories.push(history);
    onAdded(local, history);
  }
  for (const [local] of added) local.histories = sample(local.histories);
  return true;
}
