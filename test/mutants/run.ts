// `npm run mutants [LESSON [EXERCISE]]`: changes each right answer in one small place at a time, and says which of these
// changes no test notices. Those that behave the same are listed in `survivors/`, with the reason.

import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Exercise } from "#workbook/course/course.ts";
import { findTarget, NotInCourse } from "#workbook/course/find.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { type Graded, gradeAll, listJobs } from "./grade.ts";
import { renderProgress, renderReport, renderTotal, type Summary, summarize } from "./report.ts";
import { readSurvivors, type Survivor } from "./survivors.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const course = await loadCourse(root);
const progressEvery = 50;

class UsageError extends Error {}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!isUsageError(error)) throw error;
  console.error(error.message);
  console.error("Usage: npm run mutants -- [LESSON [EXERCISE]] [--at-once NUMBER]");
  process.exitCode = 2;
}

/** @returns whether exactly those survive that are listed */
async function main(): Promise<boolean> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { "at-once": { type: "string", default: String(availableParallelism()) } },
  });
  const atOnce = Number(values["at-once"]);
  if (!Number.isInteger(atOnce) || atOnce < 1) {
    const got = values["at-once"];
    throw new UsageError(`Expected a positive whole number for --at-once, got ${got}.`);
  }
  const target = findTarget(course, positionals);
  const all = (target ? [target.lesson] : course.lessons).flatMap(({ exercises }) => exercises);
  const exercises = target?.exercise ? [target.exercise] : all;
  const jobs = exercises.flatMap((exercise) => listJobs(course, exercise));
  const summaries: Summary[] = [];
  const graded = new Map<Exercise, Graded[]>(exercises.map((exercise) => [exercise, []]));
  await gradeAll(course, jobs, atOnce, (one) => {
    const { exercise } = one;
    const own = graded.get(exercise) ?? [];
    own.push(one);
    const left = jobs.filter((job) => job.exercise === exercise).length - own.length;
    if (left > 0 && own.length % progressEvery === 0) console.log(renderProgress(own, left));
    if (left > 0) return;
    const { listed, noList } = readList(exercise);
    const summary = summarize(own, listed, noList);
    summaries.push(summary);
    console.log(renderReport(exercise.id, summary));
  });
  if (exercises.length > 1) console.log(renderTotal(summaries));
  return summaries.every(({ isWell }) => isWell);
}

function readList({ lessonId, name }: Exercise): { listed: Survivor[]; noList?: string } {
  const file = `test/mutants/survivors/${lessonId}/${name}.md`;
  if (!existsSync(join(root, file))) return { listed: [], noList: file };
  return { listed: readSurvivors(readFileSync(join(root, file), "utf8"), file) };
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof NotInCourse) return true;
  return error instanceof TypeError && /^ERR_PARSE_ARGS/.test(Reflect.get(error, "code") ?? "");
}
