// The real course for a learner of its own: everything is linked but the exercises and the progress.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Progress } from "#workbook/progress/progress.ts";
import { repositoryRoot } from "./toy-course.ts";

export interface LinkedCourse {
  root: string;
  /** An empty folder beside the course. */
  scratch: string;
  /** Writes the learner's copy of an exercise, which has passed unless said otherwise. */
  write(id: string, text: string, lastVerdict?: "passed" | "test-failed"): void;
  remove(): void;
}

const linked = [
  "lessons",
  "solutions",
  "quiz",
  "test",
  "package.json",
  "tsconfig.json",
  "node_modules",
];

/** Its path has a space in it. */
export function makeLinkedCourse(): LinkedCourse {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "interleave linked ")));
  const root = join(parent, "course");
  const scratch = join(parent, "scratch");
  for (const folder of [root, scratch, join(root, ".interleave")]) mkdirSync(folder);
  for (const name of linked) symlinkSync(join(repositoryRoot, name), join(root, name));
  const exercises: Progress["exercises"] = {};
  return {
    root,
    scratch,
    write(id, text, kind = "passed") {
      const file = join(root, "exercises", `${id}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      const lastVerdict = { kind, sentence: "", at: "2026-01-02T03:04:05.000Z" };
      exercises[id] = { checks: 1, hintsShown: 0, lastVerdict };
      const progress = JSON.stringify({ version: 1, exercises });
      writeFileSync(join(root, ".interleave", "progress.json"), progress);
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
