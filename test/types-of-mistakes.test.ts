// Every known mistake is one that the compiler lets pass, as it does stubs, solutions and right answers: `npm test` has it
// look at these with everything else.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { writeMistake } from "#workbook/course/mistake-answer.ts";
import { runNode } from "./run-program.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

test("every known mistake type-checks", async () => {
  const { lessons } = await loadCourse(root);
  const files = lessons
    .flatMap((lesson) => lesson.exercises)
    .flatMap((exercise) =>
      readKnownMistakes(root, exercise).map((mistake) => writeMistake(root, exercise, mistake)),
    );
  expect(files.length).toBeGreaterThan(500);
  // Those alone: what an earlier state of the course has left in that folder is no mistake any more.
  const project = join(root, ".interleave", "mistakes", "known.json");
  writeFileSync(project, JSON.stringify({ extends: "./tsconfig.json", include: [], files }));
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const { code, stdout } = await runNode([compiler, "--project", project], { cwd: root });
  expect(stdout).toBe("");
  expect(code).toBe(0);
});
