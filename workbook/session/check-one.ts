// What `check` and `watch` share: check one exercise, remember what came of it, show it.

import { existsSync, readFileSync } from "node:fs";
import type { Checker } from "../checker/checker.ts";
import type { Verdict } from "../checker/verdict.ts";
import type { Course, Exercise } from "../course/course.ts";
import { explainSleep } from "../explorer/trace/why-asleep.ts";
import { updateProgress } from "../progress/progress.ts";
import { isCodeShared, saveRecording } from "../progress/recordings.ts";
import { fileVerdict } from "../progress/shape.ts";
import { renderVerdict } from "../views/verdict.ts";
import type { Context } from "./command.ts";

/** Checks the learner's copy and files the verdict. Rejects with CheckCancelled if `signal` aborts. */
export async function checkAndRecord(
  course: Course,
  exercise: Exercise,
  checker: Pick<Checker, "check">,
  signal?: AbortSignal,
): Promise<Verdict> {
  const verdict = await checker.check(exercise, exercise.learnerFile, signal);
  if (verdict.recording) saveRecording(course.root, verdict.recording, exercise.id);
  const filed = { ...verdict, why: explainSleep(verdict.recording) };
  const at = new Date().toISOString();
  updateProgress(course.root, (progress) => fileVerdict(progress, exercise.id, filed, at));
  return verdict;
}

/** @param replayOf What its schedule was saved for. */
export function showVerdict(
  verdict: Verdict,
  exercise: Exercise,
  { root, terminal }: Pick<Context, "root" | "terminal">,
  replayOf = exercise.id,
): void {
  const { place, recording } = verdict;
  const isOwnFile = place && exercise.learnerFile.split("\\").join("/").endsWith(place.file);
  const line = isOwnFile ? readLine(exercise.learnerFile, place.line) : undefined;
  const isShared = recording !== undefined && isCodeShared(root, recording.code);
  const view = {
    verdict,
    ...(line !== undefined && { sourceLine: line }),
    ...(isShared && { replayOf }),
  };
  terminal.print(renderVerdict(view, terminal));
}

function readLine(file: string, line: number): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n")[line - 1] : undefined;
}
