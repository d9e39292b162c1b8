// Starts the explorer as its users do, and by itself, and reads what it answers.
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reductions } from "#workbook/explorer/contract/scenario.ts";
import { runChild } from "../harness/child.ts";
import type { OneExploration } from "./explore-once.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const scenarios = fileURLToPath(new URL("./scenarios", import.meta.url));
const once = fileURLToPath(new URL("./explore-once.ts", import.meta.url));

export interface ExplorerRun {
  /** `holds` only if every schedule was covered. */
  verdict: string;
  states: number;
  /** From the start of the process to its end. */
  wallMs: number;
  /** By the explorer's own clock. */
  searchMs: number;
}

/** `npm start -- explore FILE --json`, as a whole process, on a file that it has not seen so. */
export async function runExploreCommand(scenario: string): Promise<ExplorerRun> {
  const file = join(scenarios, `${scenario}.scenario.ts`);
  const words = [join(root, "workbook/start.mjs"), "explore", file, "--json"];
  // The program keeps what it compiled; Spin's models are compiled every time, and so is this.
  const now = new Date();
  utimesSync(file, now, now);
  const { ms, stdout } = await runChild(process.execPath, words, {
    cwd: root,
    expectedCodes: [0, 1],
  });
  const answer = JSON.parse(stdout) as OneExploration;
  return {
    verdict: describeVerdict(answer),
    states: answer.states,
    wallMs: ms,
    searchMs: answer.ms,
  };
}

/** One exploration with `reductions`, in a process that measures its memory. */
export async function exploreOnce(
  scenario: string,
  reductions: Partial<Reductions> = {},
): Promise<OneExploration> {
  const words = ["--import", "tsx", once];
  const { stdout } = await runChild(
    process.execPath,
    [...words, join(scenarios, `${scenario}.scenario.ts`), JSON.stringify(reductions)],
    { cwd: root },
  );
  return JSON.parse(stdout) as OneExploration;
}

export function describeVerdict({
  verdict,
  exhaustive,
}: Pick<OneExploration, "verdict" | "exhaustive">): string {
  return verdict === "holds" && !exhaustive ? "holds, not exhaustive" : verdict;
}
