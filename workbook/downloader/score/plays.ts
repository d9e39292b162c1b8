// Everything that is played against a downloader, by name: the scenarios, kills and interrupts.

import type { ChildProcess } from "node:child_process";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { playInterrupts } from "#lesson/09-downloader/play/play-interrupts.ts";
import { playKills } from "#lesson/09-downloader/play/play-kills.ts";
import { type Downloader, playScenario } from "#lesson/09-downloader/play/play-scenario.ts";

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
  { name: "kill", fault: 29, run: playKills, isScenario: false },
  // On Windows no program can interrupt another; there it is left out.
  ...(process.platform === "win32"
    ? []
    : [{ name: "interrupt", fault: 30, run: playInterrupts, isScenario: false }]),
];
