// Checks every answer again and again, three at a time on each processor, and counts its verdicts.
// npx tsx test/bench/checker/steady-verdicts.bench.ts [ROUNDS] [LESSON[/EXERCISE[/FILE]]] [shared]
// Each check has a process of its own, as a learner's has; `shared` lets many follow each other in one.

import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Checker } from "#workbook/checker/checker.ts";
import { listRightAnswers, readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { writeMistake } from "#workbook/course/mistake-answer.ts";
import { createSharingChecker } from "../../sharing/sharing-checker.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");
const [rounds = "50", only = "", processes = "own"] = process.argv.slice(2);
const course = await loadCourse(root);
const exercises = course.lessons.flatMap((lesson) => lesson.exercises);
const known = exercises.flatMap((exercise) => [
  { exercise, file: exercise.solutionFile, kind: "passed" },
  ...listRightAnswers(root, exercise).map((file) => ({ exercise, file, kind: "passed" })),
  ...readKnownMistakes(root, exercise).map((mistake) => ({
    exercise,
    file: writeMistake(root, exercise, mistake),
    kind: mistake.verdict,
  })),
]);
const jobs = known.filter(({ exercise, file }) =>
  `${exercise.id}/${basename(file)}`.startsWith(only),
);
const atOnce = 3 * availableParallelism();
const burners: Worker[] = [];
let unsteady = 0;
const queue = [...jobs];

await Promise.all(Array.from({ length: atOnce }, work));
for (const burner of burners) await burner.terminate();
console.log(`${jobs.length} answers × ${rounds} rounds: ${unsteady} with more than one verdict`);
process.exitCode = unsteady > 0 ? 1 : 0;

async function work(): Promise<void> {
  const checker = processes === "shared" ? createSharingChecker(course) : new Checker(course);
  for (let job = queue.shift(); job; job = queue.shift()) {
    const verdicts = new Map<string, number>();
    const startedAt = performance.now();
    for (let round = 0; round < Number(rounds); round++) {
      const { kind, sentence } = await checker.check(job.exercise, job.file);
      // A server of the tests has another free port each time.
      const verdict = `${kind}: ${sentence.replaceAll(/(127\.0\.0\.1:)\d+/g, "$1PORT")}`;
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    const isSteady = verdicts.size === 1 && [...verdicts.keys()][0]?.startsWith(`${job.kind}:`);
    if (!isSteady) unsteady += 1;
    const ms = (performance.now() - startedAt) / Number(rounds);
    const name = `${job.exercise.id}/${basename(job.file)}`;
    console.log(`${isSteady ? "steady  " : "UNSTEADY"} ${ms.toFixed(0).padStart(5)} ms  ${name}`);
    if (!isSteady) for (const [verdict, times] of verdicts) console.log(`  ${times} × ${verdict}`);
  }
  await checker.close();
  // The checks are each other's load; what takes the place of one that has no more to do is a loop.
  burners.push(new Worker("for (;;);", { eval: true, execArgv: [] }));
}
