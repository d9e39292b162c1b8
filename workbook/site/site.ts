// The course as a static site: a course in, the texts of its files out. Nothing here writes.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Course } from "../course/course.ts";
import { readPage } from "../course/page.ts";
import { lineFinder } from "../course/source-lines.ts";
import { collectExercise, isGradedByExplorer } from "../playground/collect-exercise.ts";
import { collectScenario } from "../playground/collect-scenario.ts";
import { readBank } from "../quiz/bank.ts";
import { bundleScripts } from "./bundle.ts";
import { loadHighlight } from "./highlight.ts";
import { type Room, renderLessonPage } from "./lesson-page.ts";
import { markdownRenderer } from "./markdown.ts";
import { offlineFile, renderOffline } from "./offline.ts";
import { listLevels, renderPlayPage } from "./play-page.ts";
import { renderPlaygroundPage } from "./playground-page.ts";
import { renderQuizPage } from "./quiz-page.ts";
import { renderStartPage } from "./start-page.ts";

export const stylesheetFile = fileURLToPath(new URL("site.css", import.meta.url));

/** Texts by their paths inside the site, such as `02-locks/index.html`. */
export type SiteFiles = ReadonlyMap<string, string>;

/** What the site is made of, files and folders: the course, and the program itself with its packages. */
export function listSources({ root }: Course): string[] {
  const ofCourse = [
    "lessons",
    "solutions",
    "test/lessons",
    "test/right-answers",
    "quiz",
    "README.md",
  ].map((name) => join(root, name));
  const ofProgram = ["..", "../../node_modules/.package-lock.json"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return [...ofCourse, ...ofProgram];
}

/** @throws MarkdownError where a page or a quiz has not its form */
export async function renderSite({ root, lessons }: Course): Promise<SiteFiles> {
  const highlight = await loadHighlight();
  const files = new Map<string, string>();
  const markdown = markdownRenderer({ highlight });
  const playable = lessons.map((lesson) => ({
    lesson,
    exercises: lesson.exercises.filter(isGradedByExplorer),
  }));
  const editable = playable.flatMap(({ exercises }) => exercises);
  const scenario = collectScenario(root, editable);
  files.set("playground/scenario.json", JSON.stringify(scenario));
  const rooms = new Map<string, Room>();
  for (const exercise of editable) {
    const data = collectExercise(root, exercise, (hint) => markdown.inline(hint).text);
    rooms.set(exercise.id, { lines: countLines(data.stub), files: data.toRead.length });
    files.set(`playground/${exercise.id.replace("/", "-")}.json`, JSON.stringify(data));
  }
  const rows = lessons.map((lesson, index) => {
    const page = readPage(lesson);
    const questions = readBank(lesson) ?? [];
    const [before, after] = [lessons[index - 1], lessons[index + 1]];
    const findLine = lineFinder(root, lesson);
    const hasQuiz = questions.length > 0;
    files.set(
      `${lesson.id}/index.html`,
      renderLessonPage({
        lesson,
        page,
        hasQuiz,
        levels: listLevels(lesson).length,
        roomOf: (id) => rooms.get(id),
        before,
        after,
        highlight,
        findLine,
      }),
    );
    if (hasQuiz)
      files.set(`${lesson.id}/quiz.html`, renderQuizPage({ lesson, questions, after, highlight }));
    return { lesson, predictions: page.predictions.length, questions: questions.length };
  });
  const readmeFile = join(root, "README.md");
  const readme = existsSync(readmeFile) ? readFileSync(readmeFile, "utf8") : "";
  const played = lessons.filter((lesson) => listLevels(lesson).length > 0);
  const hasLevels = played.length > 0;
  if (hasLevels) files.set("play.html", renderPlayPage(played, markdown));
  files.set("index.html", renderStartPage({ readme, lessons: rows, hasLevels, highlight }));
  files.set("site.css", readFileSync(stylesheetFile, "utf8"));
  files.set(
    "playground.html",
    renderPlaygroundPage(
      playable.filter(({ exercises }) => exercises.length > 0),
      hasLevels,
      countLines(scenario.stub),
    ),
  );
  for (const [path, script] of await bundleScripts()) files.set(path, script);
  files.set(offlineFile, renderOffline(files));
  return files;
}

function countLines(text: string): number {
  return text.split("\n").length;
}
