// One local state of a thread: the histories that lead to it, and where its operation leads.

import type { Operation, Value } from "../memory/operation.ts";
import type { End } from "./end.ts";
import type { History } from "./history.ts";

export interface Local {
  id: number;
  op: Operation | undefined;
  end: End | undefined;
  edges: Map<Value, Local>;
  /** Every history known to lead here. New edges are tried on all of them. */
  histories: History[];
  /** The ends of loops that lead back here. */
  folds: Fold[];
}

/** A loop that leads back: `period` goes round once, and ends with `result` after `from`. */
export interface Fold {
  from: History;
  result: Value;
  period: readonly Value[];
}

/** Whether two histories do the same next, or are over in the same way. */
export function hasSameNext(x: History, y: History): boolean {
  return x.op === y.op && x.end?.key === y.end?.key;
}
