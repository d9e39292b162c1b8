// Finds the lessons, exercises and demos of a course by where their files lie.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { remember } from "../remember.ts";
import { type Course, CourseError, type Demo, type Exercise, type Lesson } from "./course.ts";
import type { LessonPage } from "./page.ts";

/**
 * Reads the course at `root`. Exercises come in the order in which the lesson's page names them,
 * then by name. Rejects with CourseError where a page cannot be read.
 */
export async function loadCourse(root: string): Promise<Course> {
  const manifestFile = join(root, "package.json");
  if (!existsSync(manifestFile)) {
    throw new CourseError(`expected a course at ${root}, got a folder without package.json`);
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as {
    name?: string;
    version?: string;
  };
  const lessons: Lesson[] = [];
  for (const id of listNames(join(root, "lessons")))
    if (/^\d\d-/.test(id)) lessons.push(await loadLesson(root, id));
  return { root, name: manifest.name ?? "course", version: manifest.version ?? "0.0.0", lessons };
}

async function loadLesson(root: string, id: string): Promise<Lesson> {
  const folder = join(root, "lessons", id);
  const pageFile = join(folder, "README.md");
  if (!existsSync(pageFile)) throw new CourseError(`expected a page at lessons/${id}/README.md`);
  const page = await readOutline(id, readFileSync(pageFile, "utf8"));
  const named = page.exercises;
  const names = listNames(join(folder, "exercises")).filter(isTypeScript).map(withoutExtension);
  const rank = (name: string) => (named.includes(name) ? named.indexOf(name) : named.length);
  names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return {
    id,
    number: id.slice(0, 2),
    title: page.title,
    minutes: page.minutes,
    sittings: page.sittings,
    ...(page.exerciseMinutes && { exerciseMinutes: page.exerciseMinutes }),
    folder,
    pageFile,
    quizFile: join(root, "quiz", `${id}.md`),
    exercises: names.map((name) => toExercise(root, id, name)),
    demos: listNames(join(folder, "demos"))
      .filter(isTypeScript)
      .map(
        (file): Demo => ({
          name: withoutExtension(file),
          lessonId: id,
          file: join(folder, "demos", file),
        }),
      ),
  };
}

type Outline = Pick<LessonPage, "title" | "minutes" | "sittings" | "exerciseMinutes" | "exercises">;

/** What the course says of a page; what reads Markdown is loaded for one that is new. */
async function readOutline(id: string, markdown: string): Promise<Outline> {
  return await remember(`page-${id}`, markdown, async () => {
    const { readLesson } = await import("./page.ts");
    const page = readLesson(markdown, `lessons/${id}/README.md`);
    const { title, minutes, sittings, exerciseMinutes, exercises } = page;
    return { title, minutes, sittings, exercises, ...(exerciseMinutes && { exerciseMinutes }) };
  });
}

function toExercise(root: string, lessonId: string, name: string): Exercise {
  return {
    name,
    id: `${lessonId}/${name}`,
    lessonId,
    specifier: `#exercise/${lessonId}/${name}.ts`,
    stubFile: join(root, "lessons", lessonId, "exercises", `${name}.ts`),
    solutionFile: join(root, "solutions", lessonId, `${name}.ts`),
    testFile: join(root, "test", "lessons", lessonId, `${name}.test.ts`),
    learnerFile: join(root, "exercises", lessonId, `${name}.ts`),
  };
}

function listNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function isTypeScript(name: string): boolean {
  return name.endsWith(".ts");
}

function withoutExtension(name: string): string {
  return basename(name, ".ts");
}
