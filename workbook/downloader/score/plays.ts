// Everything that is played against a downloader, by name: the scenarios, kills and interrupts.

import type { ChildProcess } from "node:child_process";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { playAborts } from "#lesson/09-downloader/play/play-aborts.ts";
import { playInterrupts } from "#lesson/09-downloader/play/play-interrupts.ts";
import { playKills } from "#lesson/09-downloader/play/play-kills.ts";
import { faultsWithLies, playLies } from "#lesson/09-downloader/play/play-lies.ts";
import { playFalseJournals, playResumes } from "#lesson/09-downloader/play/play-resumes.ts";
import { type Downloader, playScenario } from "#lesson/09-downloader/play/play-scenario.ts";
import { playSizes } from "#lesson/09-downloader/play/play-sizes.ts";

export interface PlayTools {
  download: Downloader;
  /** Starts a process that kills itself. */
  startMortal: (words: readonly string[]) => ChildProcess;
  /** Starts the downloader as a program. */
  startProgram: (words: readonly string[]) => ChildProcess;
  /** Called whenever it begins anew: bounds on what a play may take are for each run. */
  onRun: () => void;
}

export interface Play {
  name: string;
  /** Its number in the list of 37. */
  fault: number;
  /** A sentence for everything that is not as it must be. */
  run: (tools: PlayTools) => Promise<string[]>;
  /** Whether `chaos` serves it. */
  isScenario: boolean;
}

export const plays: readonly Play[] = [
  ...scenarios.map((scenario) => ({
    name: scenario.name,
    fault: scenario.fault,
    run: ({ download }: PlayTools) => playScenario(scenario, download),
    isScenario: true,
  })),
  ...faultsWithLies.map((fault) => ({
    name: `lies-${fault}`,
    fault,
    run: (tools: PlayTools) => playLies(fault, tools),
    isScenario: false,
  })),
  { name: "kill", fault: 29, run: playKills, isScenario: false },
  { name: "any-parts", fault: 29, run: playResumes, isScenario: false },
  { name: "false-journals", fault: 28, run: playFalseJournals, isScenario: false },
  { name: "abort", fault: 30, run: playAborts, isScenario: false },
  { name: "sizes", fault: 36, run: playSizes, isScenario: false },
  // On Windows no program can interrupt another; there it is left out.
  ...(process.platform === "win32"
    ? []
    : [{ name: "interrupt", fault: 30, run: playInterrupts, isScenario: false }]),
];
