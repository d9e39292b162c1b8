// What a game says, in a terminal and in a browser. What stands between backticks is a key.

import type { Board } from "./game.ts";
import type { Level } from "./levels.ts";

/** What is remembered of a level. */
export interface Kept {
  /** That broke it. */
  fewestSteps?: number | undefined;
  /** An ISO string. */
  fixedAt?: string | undefined;
}

/** "par 5", or "broken in 6 steps, par 5, fixed". */
export function describeKept({ par }: Pick<Level, "par">, kept: Kept | undefined): string {
  const { fewestSteps, fixedAt } = kept ?? {};
  return [
    ...(fewestSteps === undefined ? [] : [`broken in ${countSteps(fewestSteps)}`]),
    `par ${par}`,
    ...(fixedAt === undefined ? [] : ["fixed"]),
  ].join(", ");
}

export function countSteps(count: number): string {
  return count === 1 ? "1 step" : `${count} steps`;
}

/** What comes before the sentence that shall come true. */
export const task = "You are the scheduler. Choose which thread goes next, until this is true:";

/** Empty as long as anything may come of it. Of a failure: its sentence. */
export function describeOutcome({ outcome, failure }: Pick<Board, "outcome" | "failure">): string {
  if (failure) return failure.message;
  if (outcome === "safe")
    return "No schedule breaks it from here, whatever you choose. `u` takes a step back.";
  return outcome === "lost" ? "From here it cannot end well any more: go on to the end." : "";
}

/** Once it is broken: in how many steps, and what that shows. */
export function describeBroken({ par, shows }: Level, steps: number, hasHelp = false): string {
  const than = steps === par && !hasHelp ? "par" : `par is ${par}`;
  return `Broken in ${countSteps(steps)}${hasHelp ? ", with hints" : ""}: ${than}. ${shows}`;
}

export const fixed = "Fixed: no schedule breaks it any more.";

/** What `h` says. */
export function describeHint({
  hint,
  distance = 0,
  outcome,
}: Pick<Board, "hint" | "distance" | "outcome">): string {
  if (hint) {
    const way =
      distance === 1 ? "That breaks it." : `A shortest way from here has ${countSteps(distance)}.`;
    return `Hint: choose ${hint.thread + 1}. ${way}`;
  }
  return outcome === "broken"
    ? "It is broken already."
    : "Nothing breaks it from here: `u` takes a step back.";
}

/** Why a number lets no thread go; undefined if there is no such thread, or if it can go. */
export function describeStuck(
  key: string,
  { trace, choices }: Pick<Board, "trace" | "choices">,
): string | undefined {
  const end = /^\d+$/.test(key) ? trace.ends[Number(key) - 1] : undefined;
  if (!end || choices.some(({ thread }) => thread === end.thread)) return undefined;
  if (end.status === "finished") return `Thread ${key} cannot go: it has finished.`;
  return end.status === "asleep"
    ? `Thread ${key} cannot go: it sleeps until it is woken.`
    : undefined;
}
