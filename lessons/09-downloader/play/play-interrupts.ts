// Fault 30: an interrupt ends a download at once, in a wait too, and what is there is claimed.

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lie } from "#lesson/09-downloader/chaos/fault-script.ts";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { exitCodes } from "#lesson/09-downloader/exit-code.ts";
import { parseJournal } from "#lesson/09-downloader/file/journal-state.ts";
import { countBytes } from "#lesson/09-downloader/http/byte-range.ts";

export interface InterruptTools {
  /** Starts the downloader as a program of its own, with these words; its output comes by a pipe. */
  startProgram: (words: readonly string[]) => ChildProcess;
  /** Called before each run. */
  onRun?: () => void;
}

interface InterruptedRun {
  when: string;
  /** What is wrong with the third part, which is asked for last. */
  lie: Lie;
  /** The interrupt comes with this event of the program; or else with its last request. */
  afterEvent?: string;
}

const sizeBytes = 100_000;
const third = 32_768;
const lastRequest = 4;

const interruptedRuns: InterruptedRun[] = [
  { when: "in the middle of a part", lie: { stallAfterBytes: 0 } },
  {
    when: "while it waits for a busy server",
    lie: { status: 503, headers: { "retry-after": "3000" } },
    afterEvent: "retry",
  },
];

/** Returns a sentence for everything that is not as it must be; none if all is right. */
export async function playInterrupts(tools: InterruptTools): Promise<string[]> {
  const failures: string[] = [];
  for (const run of interruptedRuns) {
    tools.onRun?.();
    const failure = await playInterrupt(run, tools);
    if (failure) failures.push(`${run.when}: ${failure}`);
  }
  return failures;
}

async function playInterrupt(
  { lie, afterEvent }: InterruptedRun,
  { startProgram }: InterruptTools,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-interrupt-"));
  let interrupt = (): void => {};
  const server = await startFaultServer(
    { sizeBytes, rules: [{ from: third, ...lie }] },
    {
      onRequest({ number }) {
        if (!afterEvent && number === lastRequest) setImmediate(() => interrupt());
      },
    },
  );
  const file = join(folder, "file.bin");
  try {
    const program = startProgram([server.url, "--json", "-c", "1", "--chunk", "16K", "-o", file]);
    interrupt = () => {
      // Once: a second one would end it however it takes the first.
      interrupt = () => {};
      program.kill("SIGINT");
    };
    program.stdout?.setEncoding("utf8").on("data", (text: string) => {
      if (afterEvent && text.includes(`"type":"${afterEvent}"`)) interrupt();
    });
    const [code, signal] = await once(program, "exit");
    const { interrupted } = exitCodes;
    if (code !== interrupted) return `expected exit code ${interrupted}, got ${signal ?? code}`;
    const more = server.log.length - lastRequest;
    if (more > 0) return `expected no request after the interrupt, got ${more}`;
    const text = await readFile(`${file}.part.json`, "utf8").catch(() => "null");
    const kept = countBytes(parseJournal(text)?.ranges ?? []);
    if (kept === third) return undefined;
    return `expected a journal of ${third} bytes for the next run, got ${kept}`;
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}
