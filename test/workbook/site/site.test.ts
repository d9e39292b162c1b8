// The static site of the real course: what its pages hold, and that every link in them leads somewhere.

import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import type { Lesson } from "#workbook/course/course.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { readPage } from "#workbook/course/page.ts";
import { readBank } from "#workbook/quiz/bank.ts";
import { html } from "#workbook/site/html.ts";
import { markdownRenderer } from "#workbook/site/markdown.ts";
import { renderSite } from "#workbook/site/site.ts";
import { repositoryRoot } from "../toy-course.ts";

const course = await loadCourse(repositoryRoot);
const { lessons } = course;
const files = await renderSite(course);
const pages = [...files].filter(([path]) => path.endsWith(".html"));

const { blocks } = markdownRenderer({ highlight: (code) => html`${code}` });
const textOf = (markup: string): string =>
  markup.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
const plain = (markdown: string): string => textOf(blocks(markdown).text).trim();
const withoutFolds = (markup: string): string =>
  markup.replaceAll(/<details(?! open|[^>]* open)[\s\S]*?<\/details>/g, "");

test("every lesson has a page and a quiz, which the first page names", () => {
  const expected = lessons.flatMap(({ id }) => [`${id}/index.html`, `${id}/quiz.html`]);
  expect(pages.map(([path]) => path).sort()).toEqual(
    [...expected, "index.html", "play.html", "playground.html"].sort(),
  );
  const start = files.get("index.html") ?? "";
  for (const path of expected) expect(start).toContain(`href="${path}"`);
});

test("the first page says what can be done in a browser, and offers it", () => {
  const start = files.get("index.html") ?? "";
  expect(textOf(start)).toContain("Here in the browser you read, predict, take the quizzes");
  expect(start).toContain('<a href="play.html">Break a lock yourself</a>');
  expect(start).toContain('<a href="playground.html">Try every schedule');
});

test("a screen that explores a scenario leads to the playground, and a page lists its sittings", () => {
  const page = files.get("02-locks/index.html") ?? "";
  const [, screen = ""] = page.split(">A scenario of your own</h3>");
  expect(screen.split("</section>")[0]).toContain('href="../playground.html"');
  const [contents = ""] = page.split("</nav>").filter((part) => part.includes("On this page"));
  for (const { title } of readPage(lessons[1] as Lesson).sittings)
    expect(textOf(contents)).toContain(textOf(plain(title)));
});

describe.each(pages)("%s", (path, page) => {
  const attributes = (name: string): string[] =>
    [...page.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);
  const ids = attributes("id");

  test("has links that lead to files of the site, from any folder of any host", () => {
    const links = [...attributes("href"), ...attributes("src")].filter((link) => link !== "data:,");
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      const [target = "", fragment] = link.split("#");
      const file = target === "" ? path : posix.join(posix.dirname(path), target);
      expect([...files.keys()], link).toContain(file);
      if (fragment !== undefined) expect(files.get(file), link).toContain(` id="${fragment}"`);
    }
  });

  test("has each id once, and labels that name one", () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const id of [...attributes("for"), ...attributes("aria-labelledby")])
      expect(ids).toContain(id);
    expect(attributes("for").length).toBe(page.match(/<input /g)?.length ?? 0);
  });

  test("has one title, and headings that skip no level", () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [index, level] of levels.entries())
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test("is smaller than 200 KB", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(200_000);
  });
});

describe.each(lessons)("lesson $number", (lesson) => {
  const { screens, predictions, hints } = readPage(lesson);
  const questions = readBank(lesson) ?? [];
  const page = files.get(`${lesson.id}/index.html`) ?? "";
  const quiz = files.get(`${lesson.id}/quiz.html`) ?? "";

  test("folds every reason away until a choice is made", () => {
    for (const [markup, asked] of [
      [page, predictions],
      [quiz, questions],
    ] as const) {
      const [shown, all] = [textOf(withoutFolds(markup)), textOf(markup)];
      expect(asked.length).toBeGreaterThan(0);
      for (const { text, reason } of asked.flatMap(({ options }) => options)) {
        expect(shown).toContain(plain(text));
        expect(shown).not.toContain(plain(reason));
        expect(all).toContain(plain(reason));
      }
    }
  });

  test("folds away what a demo prints, under the name of its prediction", () => {
    const shown = textOf(withoutFolds(page));
    for (const { demo } of predictions) {
      expect(shown).not.toContain(`demos/${demo}.ts prints`);
      if (textOf(page).includes(`demos/${demo}.ts prints`))
        expect(page).toContain(`<details class="output" data-demo="${demo}">`);
    }
  });

  test("has every word of the first paragraph of each screen", () => {
    for (const { markdown } of screens) {
      const words = markdown.split("\n\n").find((block) => /^[A-Z]/.test(block));
      if (words !== undefined) expect(textOf(page)).toContain(plain(words));
    }
  });

  test("has a place for each exercise, with its hints", () => {
    for (const { id, name } of lesson.exercises) {
      const [, place = ""] = page.split(`data-exercise="${id}"`);
      const own = hints.find(({ exercise }) => exercise === name)?.hints ?? [];
      const shown = [...(place.split("data-exercise=")[0] ?? "").matchAll(/>Hint (\d+) of/g)];
      expect(shown.map(([, number]) => Number(number))).toEqual(own.map((_, index) => index + 1));
    }
  });
});
