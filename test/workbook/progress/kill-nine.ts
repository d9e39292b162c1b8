// Kills writers of progress at random moments and checks that nothing they reported as saved is lost.
// Alone: npx tsx test/workbook/progress/kill-nine.ts 200 [seed]

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { lockFile, progressFile, progressFolder } from "#workbook/progress/paths.ts";
import { parseProgress, readProgress, updateProgress } from "#workbook/progress/progress.ts";
import { wordsFor } from "../../run-program.ts";
import { makeRandom } from "../../seeded-random.ts";
import { filesUnder, makeToyCourse, read, remove, type ToyCourse } from "./toy-course.ts";

const writer = await wordsFor(fileURLToPath(new URL("progress-writer.ts", import.meta.url)));
const roundsPerCourse = 10;
/** More steps than the first four updates of a writer have. */
const maxSteps = 120;

/** How a kill is aimed: at one step, at a line of output while the writer runs on, or blindly. */
type Aim = "step" | "line" | "instant";

export interface KillSummary {
  kills: number;
  seed: number;
  byAim: Record<Aim, number>;
  /** Passes and texts that the writers reported before they died. */
  saved: number;
  /** Kills that left a lock, and that left a temporary file. */
  locksLeft: number;
  temporariesLeft: number;
  /** One sentence for each thing lost or broken; empty is what we want. */
  failures: string[];
}

/** Kills `count` writers one after the other; the same seed aims the same way. */
export async function killWriters(count: number, seed: number): Promise<KillSummary> {
  const byAim = { step: 0, line: 0, instant: 0 };
  const left = { saved: 0, locksLeft: 0, temporariesLeft: 0 };
  const summary: KillSummary = { kills: 0, seed, byAim, ...left, failures: [] };
  const random = makeRandom(seed);
  let toy = makeToyCourse();
  let passes: string[] = [];
  let texts: string[] = [];
  for (let round = 0; round < count; round += 1) {
    if (round % roundsPerCourse === 0 && round > 0) {
      remove(toy.course.root);
      toy = makeToyCourse();
      passes = [];
      texts = [];
    }
    const aim = (["step", "line", "instant"] as const)[round % 3] ?? "step";
    const work = round % 4 === 3 ? "resets" : "passes";
    const saved = await killOne(toy.course.root, work, `round-${round}`, aim, random);
    (work === "passes" ? passes : texts).push(...saved);
    summary.kills += 1;
    summary.byAim[aim] += 1;
    summary.saved += saved.length;
    if (existsSync(lockFile(toy.course.root))) summary.locksLeft += 1;
    if (filesUnder(toy.course.root).some(isTemporary)) summary.temporariesLeft += 1;
    const failures = inspectCourse(toy, passes, texts);
    summary.failures.push(...failures.map((each) => `Round ${round}, ${aim}, ${work}: ${each}`));
  }
  remove(toy.course.root);
  return summary;
}

/** Starts a writer, kills it and returns what it had reported as saved. */
async function killOne(
  root: string,
  work: "passes" | "resets",
  label: string,
  aim: Aim,
  random: (limit: number) => number,
): Promise<string[]> {
  const target = 1 + random(aim === "instant" ? 20_000 : maxSteps);
  const stopAt = aim === "step" ? String(target) : "never";
  const words = [...writer, root, work, label, stopAt];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  const saved: string[] = [];
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    lines += 1;
    // A line cut short by the kill has no semicolon and is no report.
    if (line.startsWith("saved ") && line.endsWith(";")) saved.push(line.slice(6, -1));
    if (aim === "step" && line.startsWith("stopped ")) child.kill("SIGKILL");
    if (aim === "line" && lines === target) child.kill("SIGKILL");
    if (aim === "instant" && lines === 1) killLater(child, target);
  }
  await closed;
  if (child.signalCode !== "SIGKILL")
    throw new Error(`The writer ended by itself: ${child.exitCode}`);
  return saved;
}

/** Kills after a number of turns of the event loop. */
function killLater(child: ChildProcess, turns: number): void {
  if (turns === 0) child.kill("SIGKILL");
  else setImmediate(killLater, child, turns - 1);
}

/** What is lost or broken after a kill; the next update must find nothing in its way. */
function inspectCourse({ course, exercise }: ToyCourse, passes: string[], texts: string[]) {
  const failures: string[] = [];
  const file = progressFile(course.root);
  if (existsSync(file) && parseProgress(read(file)).kind !== "fit")
    failures.push("the progress file does not parse");
  const { progress, notice } = readProgress(course.root);
  if (notice !== undefined) failures.push(notice);
  for (const id of passes) {
    if (progress.exercises[id]?.passedAt === undefined) failures.push(`the pass of ${id} is lost`);
  }
  const backups = join(progressFolder(course.root), "backups");
  const kept = new Set(filesUnder(backups).map((path) => read(join(backups, path))));
  if (existsSync(exercise.learnerFile)) kept.add(read(exercise.learnerFile));
  for (const id of texts) if (!kept.has(`// mine ${id}\n`)) failures.push(`the text ${id} is lost`);
  try {
    const count = (progress.exercises.after?.checks ?? 0) + 1;
    const change = { after: { checks: count, hintsShown: 0 } };
    updateProgress(course.root, (now) => Object.assign(now.exercises, change), { waitMs: 0 });
  } catch (error) {
    failures.push(`the next update failed: ${String(error)}`);
  }
  const litter = filesUnder(progressFolder(course.root)).filter(
    (path) => !path.includes("/") && path !== "progress.json",
  );
  if (litter.length > 0) failures.push(`left behind: ${litter.join(", ")}`);
  return failures;
}

function isTemporary(path: string): boolean {
  return path.endsWith(".tmp");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count = "20", seed = "1"] = process.argv.slice(2);
  const summary = await killWriters(Number(count), Number(seed));
  console.log(JSON.stringify(summary, null, 2));
  process.exitCode = summary.failures.length === 0 ? 0 : 1;
}
