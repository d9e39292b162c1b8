// Which questions a lesson has, without what they ask.

import { existsSync, readFileSync } from "node:fs";
import type { Lesson } from "../course/course.ts";
import { remember } from "../remember.ts";

/** Their ids; undefined if none are written yet. What reads Markdown is loaded for a bank that is new. */
export async function listQuestions({
  id,
  quizFile,
}: Pick<Lesson, "id" | "quizFile">): Promise<string[] | undefined> {
  if (!existsSync(quizFile)) return undefined;
  const markdown = readFileSync(quizFile, "utf8");
  return await remember(`quiz-${id}`, markdown, async () => {
    const { parseBank } = await import("./bank.ts");
    return parseBank(markdown, `quiz/${id}.md`).map((question) => question.id);
  });
}
