// Grades mutants by the product's own checker, a number at a time, and keeps each verdict.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Checker } from "#workbook/checker/checker.ts";
import type { Course, Exercise } from "#workbook/course/course.ts";
import { listRightAnswers } from "#workbook/course/known-mistakes.ts";
import { createSharingChecker } from "../sharing/sharing-checker.ts";
import { hash, hashWithImports, type KeptVerdict, KeptVerdicts } from "./kept-verdicts.ts";
import { type Mutant, makeMutants } from "./mutants.ts";

const runnerFile = fileURLToPath(new URL("./mutants-runner.ts", import.meta.url));

export interface Job {
  exercise: Exercise;
  /** The answer's file name. */
  answer: string;
  source: string;
  /** Undefined for the answer as it is. */
  mutant: Mutant | undefined;
  kept: KeptVerdicts;
  key: string;
}

export interface Graded extends Job {
  verdict: KeptVerdict;
}

/** The answers to an exercise that are right, as they are and changed in every place. */
export function listJobs({ root }: Course, exercise: Exercise): Job[] {
  const cache = join(root, "node_modules", ".cache", "mutants");
  const kept = new KeptVerdicts(join(cache, `${exercise.id.replace("/", "-")}.jsonl`));
  return [exercise.solutionFile, ...listRightAnswers(root, exercise)].flatMap((file) => {
    const source = readFileSync(file, "utf8");
    // What the answer imports, too: it is itself among the files.
    const around = hashWithImports(root, [exercise.testFile, file]);
    const job = { exercise, answer: basename(file), kept };
    return [undefined, ...makeMutants(source)].map((mutant) => {
      const text = mutant?.source ?? source;
      return { ...job, source: text, mutant, key: hash(around, text) };
    });
  });
}

/** @param onGraded called for each, in the order in which they are done */
export async function gradeAll(
  course: Course,
  jobs: readonly Job[],
  atOnce: number,
  onGraded: (graded: Graded) => void,
): Promise<void> {
  const queue = [...jobs];
  const folder = join(course.root, ".interleave", "mutants", String(process.pid));
  mkdirSync(folder, { recursive: true });
  // The compiler of a check looks for it above the file.
  writeFileSync(
    join(folder, "tsconfig.json"),
    '{ "extends": "../../../tsconfig.json", "include": ["."] }\n',
  );
  const work = async (_: unknown, number: number) => {
    const place = join(folder, String(number));
    let checker = createSharingChecker(course, runnerFile);
    const grade = async (job: Job): Promise<KeptVerdict> => {
      try {
        return await gradeBy(checker, job, place);
      } catch {
        // Its process may have been too busy to answer; a new one gets a second chance.
        await checker.close();
        checker = createSharingChecker(course, runnerFile);
        return await gradeBy(checker, job, place);
      }
    };
    try {
      for (let job = queue.shift(); job; job = queue.shift()) {
        const found = job.kept.find(job.key);
        const verdict = found ?? (await grade(job));
        if (!found) job.kept.keep(job.key, verdict);
        onGraded({ ...job, verdict });
      }
    } finally {
      await checker.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function gradeBy(
  checker: Checker,
  { exercise, source }: Job,
  folder: string,
): Promise<KeptVerdict> {
  const file = join(folder, `${exercise.name}.ts`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, source);
  const startedMs = performance.now();
  const { kind, sentence } = await checker.check(exercise, file);
  return { kind, sentence, ms: performance.now() - startedMs };
}
