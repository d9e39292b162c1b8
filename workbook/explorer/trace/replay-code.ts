// A schedule as a short text: `a3b2at` is thread 1 three times, thread 2 twice, thread 1 timing out.

import type { ScheduleStep } from "../contract/scenario.ts";

interface CodedSchedule {
  steps: ScheduleStep[];
  /** Index of the first step that repeats forever. */
  loopFrom?: number;
}

/** Letters are threads, digits repeat, `!` is a timeout, `?` a spurious wake-up, parentheses repeat forever. */
export function encodeSchedule({ steps, loopFrom }: CodedSchedule): string {
  const head = encodeSteps(steps.slice(0, loopFrom));
  return loopFrom === undefined ? head : `${head}(${encodeSteps(steps.slice(loopFrom))})`;
}

function encodeSteps(steps: readonly ScheduleStep[]): string {
  let code = "";
  for (let i = 0; i < steps.length; ) {
    const { thread, event } = steps[i] as ScheduleStep;
    let count = 1;
    while (steps[i + count]?.thread === thread && steps[i + count]?.event === event) count++;
    code += String.fromCharCode(97 + thread);
    if (event !== "step") code += event === "timeout" ? "!" : "?";
    if (count > 1) code += count;
    i += count;
  }
  return code;
}

/** The inverse of `encodeSchedule`. Throws a `SyntaxError` that says what was expected where. */
export function decodeSchedule(code: string): CodedSchedule {
  const steps: ScheduleStep[] = [];
  let loopFrom: number | undefined;
  const text = code.trim();
  const part = /([a-o])([!?]?)(\d*)|([()])/y;
  for (let at = 0; at < text.length; at = part.lastIndex) {
    part.lastIndex = at;
    const match = part.exec(text);
    if (match === null || (match[4] === ")" && loopFrom === undefined)) {
      throw new SyntaxError(
        `Replay code: expected a thread's letter (a to o) at character ${at + 1}, got "${text[at]}".`,
      );
    }
    if (match[4] === "(") loopFrom = steps.length;
    if (match[4] !== undefined) continue;
    const thread = (match[1] as string).charCodeAt(0) - 97;
    const event = match[2] === "!" ? "timeout" : match[2] === "?" ? "spurious" : "step";
    const count = match[3] === "" ? 1 : Number(match[3]);
    if (count > 100_000) throw new SyntaxError(`Replay code: ${count} repetitions are too many.`);
    for (let i = 0; i < count; i++) steps.push({ thread, event });
  }
  return loopFrom === undefined ? { steps } : { steps, loopFrom };
}
