// `explore FILE`: runs the scenario that a file exports under every schedule, or within bounds that are asked for.

import { realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { MemorySpec, Scenario } from "../explorer/contract/scenario.ts";
// Before the scenario's file, which may keep functions of Atomics for itself.
import {
  checkScenario,
  type ExploreOptions,
  explore as exploreScenario,
  MalformedScenario,
  recordExploration,
  replaceAtomics,
} from "../explorer/index.ts";
import type { Recording } from "../explorer/trace/recording.ts";
import { renderExploration } from "../explorer/trace/render-trace.ts";
import { ProgressError } from "../progress/errors.ts";
import { isCodeShared, saveRecording } from "../progress/recordings.ts";
import { boundLoading } from "../session/bound-loading.ts";
import { type Base, InputError, UsageError } from "../session/command.ts";
import { importModule } from "../session/import-module.ts";
import { renderProse } from "../views/prose.ts";
import { replayCommand } from "../views/shell.ts";

/** Of processor time: a file that is loaded computes little. */
const loadingMs = 4_000;
/** Of processor time, too. */
const timeMs = 60_000;

/** Exit code 0 if every schedule that was asked for holds, 1 if one does not or no answer was found. */
export async function explore({ root, terminal, operands, options }: Base): Promise<number> {
  const [name] = operands;
  if (name === undefined) throw new UsageError("Expected a file that exports a scenario.");
  const bounds = readBounds(options);
  const file = findFile(name, root);
  const { scenario, exploration } = await withoutExit(async () => {
    const scenario = await loadScenario(file, name);
    // It keeps this thread to itself, so there is no clock in the line.
    const atMost = `Exploring ${scenario.name}, for ${timeMs / 1_000} s of work at most`;
    const stopSaying = terminal.showRunning(atMost, "Ctrl-C: end");
    const exploration = exploreScenario(scenario, bounds);
    stopSaying();
    return { scenario, exploration };
  });
  const found = recordExploration(scenario, exploration);
  const recording = found && { ...found, file };
  const isKept = recording !== undefined && keep(recording);
  if (options.json) {
    const { verdict, exhaustive, states, transitions, ms, message, schedule, trace } = exploration;
    const document = {
      verdict,
      exhaustive,
      states,
      transitions,
      ms,
      message,
      schedule,
      trace: trace ?? null,
    };
    terminal.print(JSON.stringify(document, null, 2));
  } else {
    terminal.print(renderExploration(exploration, { width: terminal.width, file }));
    if (exploration.isTooLarge) {
      const words =
        "Fewer threads or rounds have fewer states. `--random 1000` tries random schedules.";
      terminal.print(renderProse([words], terminal));
    }
    if (isKept) {
      const { code } = recording;
      const command = replayCommand(code, isCodeShared(root, code) ? file : undefined);
      terminal.print(`Step through it: ${command}`);
    }
  }
  return exploration.verdict === "holds" ? 0 : 1;

  /** The file runs in this process, and may end it. */
  async function withoutExit<T>(run: () => Promise<T>): Promise<T> {
    const explain = () => {
      const words = `Expected ${name} to hand over a scenario and go on, but it has ended the process, as \`process.exit\` does.`;
      terminal.printError(words);
      // That of wrong input, whatever the file has asked for.
      process.exitCode = 2;
    };
    process.once("exit", explain);
    try {
      return await run();
    } finally {
      process.off("exit", explain);
    }
  }

  /** What was found is worth showing also where nothing can be written. */
  function keep(recording: Recording): boolean {
    try {
      saveRecording(root, recording, file);
      return true;
    } catch (error) {
      if (!(error instanceof ProgressError)) throw error;
      terminal.printError(`${error.message} Until then no schedule is kept for \`replay\`.`);
      return false;
    }
  }
}

/** The course may run by a link to it: then its files are those in the link, and `..` leads out of its real folder. */
function findFile(name: string, root: string): string {
  // npm runs us in the course's folder; the name was typed in another, perhaps.
  const typedIn = process.env.INIT_CWD ?? process.cwd();
  const real = resolve(realpathSync(typedIn), name);
  const realRoot = join(realpathSync(root), sep);
  const file = real.startsWith(realRoot) ? join(root, real.slice(realRoot.length)) : real;
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return file;
  if (!found) throw new InputError(`There is no file ${real}.`);
  const what = found.isDirectory() ? `the folder ${real}` : `${real}, which is none`;
  throw new InputError(`Expected a file, got ${what}.`);
}

/** Throws UsageError for a value that means nothing. */
function readBounds(options: Base["options"]): ExploreOptions {
  const schedules = readCount(options, "random", 1);
  const seed = readCount(options, "seed", 0);
  const preemptions = readCount(options, "preemptions", 0);
  if (seed !== undefined && schedules === undefined) {
    throw new UsageError("Expected `--random N` beside `--seed`, got `--seed` alone.");
  }
  const { timeouts = "explore", spurious = false } = options;
  if (timeouts !== "explore" && timeouts !== "never") {
    throw new UsageError(`Expected \`never\` for \`--timeouts\`, got \`${timeouts}\`.`);
  }
  return {
    timeMs,
    timeouts,
    spurious: spurious === true,
    ...(schedules !== undefined && { random: { schedules, ...(seed !== undefined && { seed }) } }),
    ...(preemptions !== undefined && { preemptions }),
  };
}

function readCount(options: Base["options"], name: string, min: number): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= min && /^\d+$/.test(String(text))) return count;
  throw new UsageError(
    `Expected a whole number of ${min} or more for \`--${name}\`, got \`${text}\`.`,
  );
}

async function loadScenario(file: string, name: string): Promise<Scenario<MemorySpec>> {
  let loaded: unknown;
  const putBack = refuseEndlessSleep();
  try {
    const module = await boundLoading(() => importModule(file), loadingMs);
    loaded = isWrapped(module.default) ? module.default.default : module.default;
  } catch (error) {
    throw new InputError(`${name} could not be loaded: ${explainImport(error as Error)}`);
  } finally {
    putBack();
  }
  if (typeof loaded !== "object" || loaded === null) {
    throw new InputError(
      `Expected ${name} to export a scenario by default ({ name, memory, threads, … }), got ${typeof loaded}.`,
    );
  }
  try {
    checkScenario(loaded);
    return loaded;
  } catch (error) {
    if (!(error instanceof MalformedScenario)) throw error;
    throw new InputError(`What ${name} exports by default cannot be explored. ${error.message}`);
  }
}

/** This thread loads the file: asleep without a timeout, it could not even be ended. A package's loader has threads to wake it. */
function refuseEndlessSleep(): () => void {
  return replaceAtomics("wait", (wait) => (array, index, value, ms) => {
    // No number is no timeout.
    const isEndless = !(Number(ms) < Number.POSITIVE_INFINITY);
    const isOfPackage = /node_modules[\\/](?!\.cache)/.test(new Error().stack ?? "");
    if (!isEndless || isOfPackage) return wait(array, index, value, ms);
    throw new Error("it sleeps without a timeout, and no thread of a scenario can wake it yet.");
  });
}

/** Without the files by which Node came to one that it does not find. */
function explainImport({ message }: Error): string {
  const [what] = message.split("\nRequire stack:");
  return /["']#workbook\//.test(message)
    ? `${what}. Such an import works in the course's folder only: move the file there, or export the object itself.`
    : `${what}`;
}

/** What a CommonJS file exports by default. */
function isWrapped(exported: unknown): exported is { default: unknown } {
  return typeof exported === "object" && exported !== null && "default" in exported;
}
