// The runner process: keeps Vitest, the compiler and a spare fork warm, and runs one answer at a time.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findCompiledExplorer } from "../../compile.mjs";
import { addPlaceOfWaiting, isWaitingSomewhere } from "../judge/standstill.ts";
import type { FromRunner, RunOutcome, RunRequest, ToRunner } from "../messages.ts";
import { TypeChecker } from "../type-errors.ts";
import { AnswerRun } from "./answer-run.ts";
import { ForkPool } from "./fork-pool.ts";
import { openVitest } from "./vitest-host.ts";

const root = process.argv[2];
if (!root || !process.send) throw new Error("expected to be started by the checker, with a course");

const journalFolder = join(root, ".interleave", "runs");
mkdirSync(journalFolder, { recursive: true });

const explorer = findCompiledExplorer().get("#workbook/explorer/index.ts");
const pool = new ForkPool(journalFolder, explorer && pathToFileURL(explorer).href);
const types = new TypeChecker(root);
const host = await openVitest(root, pool);
let current: AnswerRun | undefined;
let isClosing = false;

process.on("message", (message: ToRunner) => {
  if (message.type === "cancel") {
    current?.cancel();
    return;
  }
  void run(message);
});
// The workbook is gone: leave nothing behind.
process.on("disconnect", () => void close());

send({ type: "ready" });

async function run({ id, request }: Extract<ToRunner, { type: "run" }>): Promise<void> {
  let exploringTests: string | undefined;
  try {
    const [outcome, errors] = await Promise.all([
      runAnswer(request),
      types.findErrors(request.answerFile),
    ]);
    send({ type: "outcome", id, outcome, errors });
    if (request.warmsUp && explores(outcome)) exploringTests = request.testFile;
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ type: "broken", id, message });
  }
  current = undefined;
  if (!isClosing) pool.prepare(exploringTests);
}

function explores({ journal }: RunOutcome): boolean {
  return journal.some((entry) => entry.event === "test-started" && entry.explores);
}

/** A run that waits for a promise is repeated, with its promises followed, to see where. */
async function runAnswer(request: RunRequest): Promise<RunOutcome> {
  current = new AnswerRun(host, pool, request);
  const outcome = await current.run();
  if (isClosing || !isWaitingSomewhere(outcome)) return outcome;
  current = new AnswerRun(host, pool, { ...request, tracesAwaits: true });
  const again = await current.run();
  return again.stopped === "cancelled" ? again : addPlaceOfWaiting(outcome, again);
}

function send(message: FromRunner): void {
  // The workbook may go away at any time; `disconnect` tells of it.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

async function close(): Promise<void> {
  isClosing = true;
  current?.cancel();
  await Promise.allSettled([pool.close(), current?.ended, types.close()]);
  process.exit();
}
