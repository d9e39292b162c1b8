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
import { renderProgress, renderReport, summarize } from "./report.ts";
import { readSurvivors, type Survivor } from "./survivors.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const course = loadCourse(root);
const progressEvery = 50;

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof NotInCourse) && !isUsageError(error)) throw error;
  console.error(
    `${error.message}\nUsage: npm run mutants [LESSON [EXERCISE]] [-- --at-once NUMBER]`,
  );
  process.exitCode = 2;
}

/** @returns whether exactly those survive that are listed */
async function main(): Promise<boolean> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { "at-once": { type: "string", default: String(availableParallelism()) } },
  });
  const target = findTarget(course, positionals);
  const all = (target ? [target.lesson] : course.lessons).flatMap(({ exercises }) => exercises);
  const exercises = target?.exercise ? [target.exercise] : all;
  const open = new Map(
    exercises.map((exercise) => [exercise.id, listJobs(course, exercise).length]),
  );
  const jobs = exercises.flatMap((exercise) => listJobs(course, exercise));
  const graded: Graded[] = [];
  let isWell = true;
  await gradeAll(course, jobs, Math.max(1, Number(values["at-once"]) || 1), (one) => {
    graded.push(one);
    const { exercise } = one;
    const left = (open.get(exercise.id) ?? 0) - 1;
    open.set(exercise.id, left);
    const own = graded.filter((other) => other.exercise === exercise);
    if (left > 0 && own.length % progressEvery === 0) console.log(renderProgress(own, left));
    if (left > 0) return;
    const summary = summarize(own, readList(exercise));
    isWell &&= summary.isWell;
    console.log(renderReport(exercise.id, summary));
  });
  if (exercises.length > 1)
    console.log(renderReport("all together", summarize(graded, exercises.flatMap(readList))));
  return isWell;
}

function readList({ lessonId, name }: Exercise): Survivor[] {
  const file = `test/mutants/survivors/${lessonId}/${name}.md`;
  if (!existsSync(join(root, file))) return [];
  return readSurvivors(readFileSync(join(root, file), "utf8"), file);
}

function isUsageError(error: unknown): error is Error {
  return (
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
