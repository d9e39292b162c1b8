// The keys below a verdict, as they are told.

/** After a failure. */
export function offersAfterFailure(hasSchedule: boolean): string[] {
  const step = hasSchedule ? ["s: step through it"] : [];
  return ["Save: check again", ...step, "h: hint", "q: leave"];
}

export interface AfterPass {
  /** Name of the lesson's next exercise that has not passed. */
  next: string | undefined;
  isReader: boolean;
  /** The lesson was read to its end. */
  isRead: boolean;
}

/** After a pass, Enter first. */
export function offersAfterPass({ next, isReader, isRead }: AfterPass): string[] {
  const forward = isReader
    ? ["Enter: read on", ...(next ? [`n: next exercise, ${next}`] : [])]
    : [next ? `Enter: next exercise, ${next}` : "Enter: done"];
  const back = isReader || isRead ? [] : ["r: read on"];
  return [...forward, "s: our solution", ...back, "q: leave"];
}
