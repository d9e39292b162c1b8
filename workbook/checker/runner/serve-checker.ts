// Keeps Vitest, the compiler and a pool of forks warm, and runs one answer at a time for the checker.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Limits } from "../../process/limits.ts";
import type { FromRunner, RunReport, RunRequest, ToRunner } from "../messages.ts";
import { AnswerRun } from "./answer-run.ts";
import type { ForkPool } from "./fork-pool.ts";
import { runLimits } from "./run-limits.ts";
import { TypeChecker } from "./type-errors.ts";
import { openVitest } from "./vitest-host.ts";
import { addPlaceOfWaiting, isWaitingSomewhere } from "./waiting.ts";

/** After them V8 has compiled what an exploration needs: it takes a third of the time that it takes at first. More bring little. */
const rehearsals = 3;

/**
 * Answers the messages of the process that has started this one, until it goes away.
 *
 * @param Pool the class of the pool that hands out the answers' processes
 * @param setupFile loaded in the answer's process before its tests
 * @param options.limits on each test
 * @param options.seeksWaiting An answer that stands still is run again, to see where it waits.
 * @param options.checksTypes The compiler looks at each answer; without it, no answer has an error of types.
 */
export async function serveChecker(
  Pool: typeof ForkPool,
  setupFile: string,
  options: { limits?: Limits; seeksWaiting?: boolean; checksTypes?: boolean } = {},
): Promise<void> {
  const { limits = runLimits, seeksWaiting = true, checksTypes = true } = options;
  const root = process.argv[2];
  if (!root || !process.send)
    throw new Error("expected to be started by the checker, with a course");
  const journalFolder = join(root, ".interleave", "runs");
  makeFolder();

  const pool = new Pool(journalFolder, (groups) => send({ type: "forks", groups }));
  const types = checksTypes ? new TypeChecker(root) : undefined;
  const host = await openVitest(root, pool, setupFile);
  let current: AnswerRun | undefined;
  /** The check that was taken back last. */
  let cancelled: number | undefined;
  let isClosing = false;

  process.on("message", (message: ToRunner) => {
    if (message.type === "run") return void run(message);
    cancelled = message.id;
    current?.cancel();
  });
  // The workbook is gone: leave nothing behind.
  process.on("disconnect", () => void close());
  send({ type: "ready" });

  async function run({ id, request }: Extract<ToRunner, { type: "run" }>): Promise<void> {
    let report: RunReport | undefined;
    // A rehearsal that is under way is given up.
    if (current) {
      current.cancel();
      await current.ended.catch(() => {});
    }
    // Somebody may have deleted it.
    makeFolder();
    try {
      const [done, errors] = await Promise.all([
        runAnswer(id, request),
        types?.findErrors(request.answerFile) ?? { syntax: [], types: [] },
      ]);
      report = done;
      send({ type: "report", id, report, errors });
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send({ type: "broken", id, message });
    }
    current = undefined;
    if (isClosing) return;
    pool.prepare(report);
    if (report && explores(report)) await rehearse(request);
    if (current === undefined) send({ type: "ready" });
  }

  function makeFolder(): void {
    mkdirSync(journalFolder, { recursive: true });
  }

  /** Runs the same tests on an answer that passes them: the next run's process has them compiled, and its threads ready. */
  async function rehearse({ rehearsal, ...request }: RunRequest): Promise<void> {
    if (rehearsal === undefined) return;
    for (let time = 0; time < rehearsals && current === undefined && !isClosing; time++) {
      const run = new AnswerRun(host, { ...request, answerFile: rehearsal, isRehearsal: true });
      current = run;
      const fork = await run.rehearse().catch(() => undefined);
      if (current === run) current = undefined;
      if (fork === undefined) return;
      await pool.keep(fork, request.testFile);
    }
  }

  /** A run that waits for a promise is repeated, with its promises followed, to see where. */
  async function runAnswer(id: number, request: RunRequest): Promise<RunReport> {
    current = new AnswerRun(host, request, limits);
    // While a rehearsal ended.
    if (cancelled === id) current.cancel();
    const report = await current.run();
    if (isClosing || !seeksWaiting || !isWaitingSomewhere(report)) return report;
    current = new AnswerRun(host, { ...request, tracesAwaits: true }, limits);
    const again = await current.run();
    return again.stopped === "cancelled" ? again : addPlaceOfWaiting(report, again);
  }

  async function close(): Promise<void> {
    isClosing = true;
    current?.cancel();
    await Promise.allSettled([pool.close(), current?.ended, types?.close()]);
    host.close();
    process.exit();
  }
}

function explores({ journal }: RunReport): boolean {
  return journal.some((entry) => entry.event === "test-started" && entry.explores);
}

function send(message: FromRunner): void {
  // The workbook may go away at any time; `disconnect` tells of it.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
