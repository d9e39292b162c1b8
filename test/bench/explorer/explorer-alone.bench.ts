// The explorer by itself: states, time and memory, with the merging of histories and without it.
// npx tsx test/bench/explorer/explorer-alone.bench.ts [ROUNDS]

import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { median, summarize } from "../harness/statistics.ts";
import { renderTable, showNumber, showSummary } from "../harness/table.ts";
import { describeVerdict, exploreOnce } from "./run-explorer.ts";

type Runs = Awaited<ReturnType<typeof exploreOnce>>[];

const rounds = Number(process.argv[2] ?? "3");
const scenarios = ["drepper-2x2", "drepper-3x1", "drepper-3x2", "bakery-3", "bounded-buffer"];
/** Below this many states, what a state costs drowns in what the process costs. */
const enoughStates = 200_000;

console.log(`${describeMachine()}; ${rounds} rounds, in turns\n`);
const rows: string[][] = [];
for (const scenario of scenarios) {
  const [merged, unmerged] = await interleave(
    rounds,
    () => exploreOnce(scenario),
    () => exploreOnce(scenario, { merge: false }),
  );
  rows.push(describeRuns(scenario, merged), describeRuns(`${scenario}, merge: false`, unmerged));
}
console.log("Peak memory is the process's; the last column is what it grew by since loading.");
const head = ["scenario", "verdict", "states", "transitions", "ms", "CPU ms", "states/CPU s"];
console.log(renderTable([...head, "peak MiB", "MiB per million states"], rows));

function describeRuns(title: string, runs: Runs): string[] {
  const [first] = runs;
  if (first === undefined) throw new RangeError("Expected at least one round.");
  const peaksMiB = runs.map(({ peakKiB }) => peakKiB / 1024);
  const grownMiB = runs.map(({ peakKiB, loadedKiB }) => (peakKiB - loadedKiB) / 1024);
  const isEnough = first.states >= enoughStates;
  return [
    title,
    describeVerdict(first),
    showNumber(first.states),
    showNumber(first.transitions),
    showSummary(summarize(runs.map(({ ms }) => ms))),
    showSummary(summarize(runs.map(({ cpuMs }) => cpuMs))),
    showNumber(median(runs.map(({ states, cpuMs }) => (states / cpuMs) * 1000))),
    showNumber(median(peaksMiB)),
    isEnough ? showNumber((median(grownMiB) / first.states) * 1e6) : "too few",
  ];
}
