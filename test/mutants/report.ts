// What a run over mutants says, as strings.

import type { Graded } from "./grade.ts";
import { compareSurvivors, type Survivor } from "./survivors.ts";

export interface Summary {
  mutants: number;
  killed: number;
  /** How often each kind of verdict killed. */
  kinds: Map<string, number>;
  /** Listed, and alive. */
  same: number;
  /** Where the list would be, if there is none. */
  noList: string | undefined;
  unlisted: (Survivor & { line: number; mutator: string })[];
  /** Listed, and not alive. */
  gone: Survivor[];
  /** Right answers that are refused as they are. */
  refused: Graded[];
  ms: number;
  isWell: boolean;
}

export function summarize(
  graded: readonly Graded[],
  listed: readonly Survivor[],
  noList?: string,
): Summary {
  const alive = [];
  const kinds = new Map<string, number>();
  for (const { answer, mutant, verdict } of graded) {
    if (!mutant) continue;
    const { diff, line, mutator } = mutant;
    if (verdict.kind === "passed") alive.push({ answer, diff, line, mutator });
    else kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
  }
  const { unlisted, gone } = compareSurvivors(listed, alive);
  const refused = graded.filter(({ mutant, verdict }) => !mutant && verdict.kind !== "passed");
  const mutants = graded.filter(({ mutant }) => mutant).length;
  return {
    mutants,
    killed: mutants - alive.length,
    kinds,
    same: alive.length - unlisted.length,
    noList,
    unlisted,
    gone,
    refused,
    ms: graded.reduce((sum, { verdict }) => sum + verdict.ms, 0),
    isWell: unlisted.length + gone.length + refused.length === 0,
  };
}

export function renderProgress(graded: readonly Graded[], left: number): string {
  const passed = graded.filter(({ mutant, verdict }) => mutant && verdict.kind === "passed").length;
  return `  ${graded[0]?.exercise.id}: ${graded.length} graded, ${passed} of them passed, ${left} left`;
}

export function renderTotal(summaries: readonly Summary[]): string {
  const sum = (count: (summary: Summary) => number) =>
    summaries.reduce((total, summary) => total + count(summary), 0);
  const killed = `${sum(({ killed }) => killed)} killed`;
  const same = `${sum(({ same }) => same)} behave the same`;
  const left = sum(({ unlisted }) => unlisted.length);
  return `\nAll together: ${sum(({ mutants }) => mutants)} mutants, ${killed}, ${same}, ${left} survive.`;
}

/** What survives is shown in the form in which the list has it. */
export function renderReport(name: string, summary: Summary): string {
  const { mutants, killed, kinds, same, noList, unlisted, gone, refused, ms } = summary;
  const byKind = [...kinds].sort(([, one], [, other]) => other - one);
  const each = Math.round(ms / Math.max(1, mutants));
  return [
    `${name}: ${mutants} mutants, ${killed} killed, ${same} behave the same, ${unlisted.length} survive; ${each} ms each`,
    `  killed by ${byKind.map(([kind, times]) => `${kind} ${times}`).join(", ")}`,
    ...(noList && unlisted.length > 0 ? [`  no list yet: ${noList}`] : []),
    ...refused.map(({ answer, verdict }) => `\n${answer} is refused as it is: ${verdict.sentence}`),
    ...unlisted.map(
      ({ answer, line, mutator, diff }) =>
        `\n${answer}:${line} survives: ${mutator}\n\n\`\`\`diff\n${diff}\n\`\`\``,
    ),
    ...gone.map(
      ({ answer, diff }) =>
        `\n${answer}: this is listed, and survives no more: strike it out\n\n\`\`\`diff\n${diff}\n\`\`\``,
    ),
  ].join("\n");
}
