// What must be so before the explorer keeps functions of `Atomics` for itself.

import type { FromWorker } from "../messages.ts";
import { fillIn } from "./stand-ins.ts";

fillIn();

const nativeWait = Atomics.wait;

/** No other thread is here: who falls asleep without a timeout sleeps forever, and the page hears of it. */
const reportingWait = (
  cells: Int32Array,
  index: number,
  expected: number,
  timeoutMs?: number,
): ReturnType<typeof nativeWait> => {
  const limitMs = Number(timeoutMs ?? Number.NaN);
  if (Number.isFinite(limitMs)) return nativeWait(cells, index, expected, limitMs);
  const result = nativeWait(cells, index, expected, 0);
  if (result !== "timed-out" || limitMs < 0) return result;
  const { stack = "" } = new Error("asleep");
  tell({ type: "entry", entry: { event: "asleep", thread: "main", stack } });
  tell({ type: "stopped", reason: "standing-still" });
  return nativeWait(cells, index, expected);
};
Object.defineProperty(reportingWait, "name", { value: "wait" });
Object.assign(Atomics, { wait: reportingWait });

function tell(message: FromWorker): void {
  postMessage(message);
}
