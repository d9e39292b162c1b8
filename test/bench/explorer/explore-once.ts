// One exploration in a process of its own, so that its peak memory is its own: prints JSON.
// node --import tsx test/bench/explorer/explore-once.ts FILE [REDUCTIONS]
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
// Before the scenario's file, which keeps functions of Atomics for itself.
import { explore, type Scenario } from "#workbook/explorer/index.ts";

export interface OneExploration {
  verdict: string;
  exhaustive: boolean;
  message: string;
  states: number;
  transitions: number;
  ms: number;
  /** Processor time of all threads of the process, which a busy machine hardly changes. */
  cpuMs: number;
  /** Largest resident size before the exploration and after it. */
  loadedKiB: number;
  peakKiB: number;
}

const [file = "", reductions = "{}"] = process.argv.slice(2);
const scenario = (await import(pathToFileURL(resolve(file)).href)).default as Scenario;
const loadedKiB = process.resourceUsage().maxRSS;
const cpuBefore = process.cpuUsage();
const { verdict, exhaustive, message, states, transitions, ms } = explore(scenario, {
  reductions: JSON.parse(reductions),
  maxStates: 50_000_000,
  timeMs: 600_000,
  // A long garbage collection or growing table counts as the thread's; the default is for learners.
  threadMs: 60_000,
});
const { user, system } = process.cpuUsage(cpuBefore);
const peakKiB = process.resourceUsage().maxRSS;
const answer: OneExploration = {
  verdict,
  exhaustive,
  message,
  states,
  transitions,
  ms,
  cpuMs: (user + system) / 1000,
  loadedKiB,
  peakKiB,
};
console.log(JSON.stringify(answer));
