// Spin as its users run it: it writes a program in C, which is compiled and run.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../harness/child.ts";

const models = fileURLToPath(new URL("./promela", import.meta.url));

export interface PanReport {
  verdict: string;
  states: number;
  /** By Spin's own clock, which counts hundredths of a second. */
  searchMs: number;
}

export interface SpinRun extends PanReport {
  generateMs: number;
  compileMs: number;
  runMs: number;
  /** The three together. */
  wallMs: number;
}

/** The versions of Spin and gcc, or undefined if one of them cannot be started. */
export async function findSpin(): Promise<string | undefined> {
  try {
    const spin = await runChild("spin", ["-V"], { cwd: models });
    const gcc = await runChild("gcc", ["-dumpfullversion"], { cwd: models });
    return `${spin.stdout.trim()}, gcc ${gcc.stdout.trim()}`;
  } catch {
    return undefined;
  }
}

/** A model with its constants, such as `THREADS=3`, in a temporary folder of its own. */
export class SpinModel implements Disposable {
  readonly #file: string;
  readonly #defines: string[];
  readonly #folder: string;

  constructor(model: string, defines: readonly string[]) {
    this.#file = `${model}.pml`;
    this.#defines = defines.map((define) => `-D${define}`);
    this.#folder = mkdtempSync(join(tmpdir(), "interleave-spin-"));
    for (const file of [this.#file, "futex.pml"])
      cpSync(join(models, file), join(this.#folder, file));
  }

  /** From the file to the verdict. */
  async check(optimization: "-O0" | "-O2"): Promise<SpinRun> {
    const { generateMs, compileMs } = await this.build(optimization);
    const { runMs, ...report } = await this.run();
    return { ...report, generateMs, compileMs, runMs, wallMs: generateMs + compileMs + runMs };
  }

  async build(optimization: "-O0" | "-O2"): Promise<{ generateMs: number; compileMs: number }> {
    const place = { cwd: this.#folder };
    const generated = await runChild("spin", ["-a", ...this.#defines, this.#file], place);
    const compiled = await runChild("gcc", [optimization, "-o", "pan", "pan.c"], place);
    return { generateMs: generated.ms, compileMs: compiled.ms };
  }

  async run(): Promise<PanReport & { runMs: number }> {
    const { ms, stdout } = await runChild(join(this.#folder, "pan"), ["-m100000"], {
      cwd: this.#folder,
    });
    return { ...readPanReport(stdout), runMs: ms };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Reads what `pan` prints. Throws on a report that does not say that the search was complete. */
export function readPanReport(report: string): PanReport {
  const errors = /errors: (\d+)/.exec(report)?.[1];
  const states = /(\d+(?:\.\d+)?(?:e\+\d+)?) states, stored/.exec(report)?.[1];
  const seconds = /elapsed time (\S+) seconds/.exec(report)?.[1];
  if (errors === undefined || states === undefined || seconds === undefined)
    throw new Error(`Expected a report by pan, got:\n${report}`);
  if (/max search depth too small|Search not completed|out of memory/i.test(report))
    throw new Error(`Expected a complete search by pan, got:\n${report}`);
  return {
    verdict: errors === "0" ? "holds" : "fails",
    states: Number(states),
    searchMs: Number(seconds) * 1000,
  };
}
