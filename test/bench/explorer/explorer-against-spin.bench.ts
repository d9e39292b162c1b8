// The explorer against Spin, from a file to its verdict, on models written to match step by step.
// npx tsx test/bench/explorer/explorer-against-spin.bench.ts [ROUNDS]

import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { compare, median, summarize } from "../harness/statistics.ts";
import { renderTable, showNumber, showSummary } from "../harness/table.ts";
import {
  describeVerdict,
  type ExplorerRun,
  exploreOnce,
  runExploreCommand,
} from "./run-explorer.ts";
import { findSpin, SpinModel, type SpinRun } from "./run-spin.ts";

interface Pair {
  title: string;
  scenario: string;
  model: string;
  defines: string[];
}

// Spin looks for failed assertions and for threads that are blocked forever. The explorer looks for
// data races, endless spinning and livelocks as well. Compiling without optimization is Spin's quickest
// way to a verdict on models this small, and so it is measured too.
const rounds = Number(process.argv[2] ?? "5");
const pairs: Pair[] = [
  pair("Peterson, 2 × 2", "peterson", "peterson", 2, 2),
  pair("Drepper's mutex 2, 2 × 2", "drepper-2x2", "drepper", 2, 2),
  pair("Drepper's mutex 2, 3 × 1", "drepper-3x1", "drepper", 3, 1),
  pair("bounded buffer, 1 × 2, 2 × 1", "bounded-buffer", "bounded-buffer", 3, 1),
  pair("Bakery, 3 × 1", "bakery-3", "bakery", 3, 1),
  pair("philosophers, 3 × 2", "philosophers-3x2", "philosophers", 3, 2),
];
const largePairs: Pair[] = [
  pair("Bakery, 4 × 1", "bakery-4", "bakery", 4, 1),
  pair("philosophers, 4 × 2", "philosophers-4x2", "philosophers", 4, 2),
];

const versions = await findSpin();
if (versions === undefined)
  console.log(
    "Left out: Spin and gcc are needed, on Debian by `apt install spin gcc`, on macOS by `brew install spin` and `xcode-select --install`.",
  );
else {
  console.log(`${versions}; ${describeMachine()}; ${rounds} rounds, in turns\n`);
  await compareTimes();
  await compareRates();
}

function pair(
  title: string,
  scenario: string,
  model: string,
  threads: number,
  turns: number,
): Pair {
  return { title, scenario, model, defines: [`THREADS=${threads}`, `ROUNDS=${turns}`] };
}

async function compareTimes(): Promise<void> {
  const times: string[][] = [];
  const parts: string[][] = [];
  for (const { title, scenario, model, defines } of pairs) {
    using spin = new SpinModel(model, defines);
    const [explorer, fast, slow] = await interleave(
      rounds,
      () => runExploreCommand(scenario),
      () => spin.check("-O2"),
      () => spin.check("-O0"),
    );
    checkVerdicts(title, [...explorer, ...fast, ...slow]);
    const walls = explorer.map(({ wallMs }) => wallMs);
    times.push([
      title,
      showSummary(summarize(walls)),
      ...[fast, slow].flatMap((runs) => {
        const others = runs.map(({ wallMs }) => wallMs);
        return [showSummary(summarize(others)), showSummary(compare(others, walls), 2)];
      }),
    ]);
    const plain = await exploreOnce(scenario, { symmetry: false });
    parts.push([...describeParts(title, explorer, fast), showNumber(plain.states)]);
  }
  console.log("Milliseconds from file to verdict, as whole processes: median (least–most).");
  console.log("Ratio: how many times as long Spin takes; above 1 the explorer is ahead.");
  console.log(
    renderTable(["model", "explorer", "Spin, gcc -O2", "ratio", "Spin, gcc -O0", "ratio"], times),
  );
  console.log(
    "What that is made of (medians, ms), and states. Equal states in Spin and in the explorer",
  );
  console.log(
    "without symmetry show that the models match; `states` is what the explorer visits by default.",
  );
  const head = ["model", "start", "search", "spin -a", "gcc -O2", "pan", "Spin's states", "states"];
  console.log(renderTable([...head, "without symmetry"], parts));
}

function describeParts(title: string, explorer: ExplorerRun[], spin: SpinRun[]): string[] {
  return [
    title,
    showNumber(median(explorer.map(({ wallMs, searchMs }) => wallMs - searchMs))),
    showNumber(median(explorer.map(({ searchMs }) => searchMs))),
    showNumber(median(spin.map(({ generateMs }) => generateMs))),
    showNumber(median(spin.map(({ compileMs }) => compileMs))),
    showNumber(median(spin.map(({ runMs }) => runMs))),
    showNumber(spin[0]?.states ?? 0),
    showNumber(explorer[0]?.states ?? 0),
  ];
}

async function compareRates(): Promise<void> {
  const rows: string[][] = [];
  for (const { title, scenario, model, defines } of largePairs) {
    using spin = new SpinModel(model, defines);
    await spin.build("-O2");
    const [explorer, pan] = await interleave(
      rounds,
      // Without merging, which a slow machine would begin at another place than a quick one.
      () => searchOnce(scenario),
      () => spin.run(),
    );
    checkVerdicts(title, [...explorer, ...pan]);
    const perSecond = ({ states, searchMs }: { states: number; searchMs: number }): number =>
      (states / searchMs) * 1000;
    const [rates, others] = [explorer.map(perSecond), pan.map(perSecond)];
    rows.push([
      title,
      showNumber(explorer[0]?.states ?? 0),
      showNumber(pan[0]?.states ?? 0),
      showSummary(summarize(rates)),
      showSummary(summarize(others)),
      showSummary(compare(rates, others), 2),
      showSummary(
        compare(
          pan.map(({ searchMs }) => searchMs),
          explorer.map(({ searchMs }) => searchMs),
        ),
        2,
      ),
    ]);
  }
  console.log("States per second while searching, by the clock of each, on larger instances.");
  console.log(
    "Rate ratio and time ratio: above 1 the explorer is ahead; Spin's compiling is left out.",
  );
  const head = ["model", "states", "Spin's states", "explorer/s", "Spin/s", "rate ratio"];
  console.log(renderTable([...head, "time ratio"], rows));
}

async function searchOnce(scenario: string): Promise<Omit<ExplorerRun, "wallMs">> {
  const { states, ms, ...answer } = await exploreOnce(scenario, { merge: false });
  return { verdict: describeVerdict(answer), states, searchMs: ms };
}

function checkVerdicts(title: string, runs: readonly { verdict: string }[]): void {
  const verdicts = [...new Set(runs.map(({ verdict }) => verdict))];
  if (verdicts.length === 1 && verdicts[0] === "holds") return;
  throw new Error(`Expected ${title} to hold in both, got ${verdicts.join(" and ")}.`);
}
