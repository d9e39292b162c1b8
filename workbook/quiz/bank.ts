// Reads a lesson's questions from Markdown, so that writing a question needs no code.

import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { MarkedToken, Tokens } from "marked";
import type { Lesson } from "../course/course.ts";
import { MarkdownError, quoteStart } from "../course/markdown-error.ts";
import {
  isSectionHeading,
  type PlacedToken,
  placeTokens,
  type Section,
  splitAtHeadings,
} from "../course/placed-tokens.ts";
import { plainText, readOptions } from "./bank-options.ts";
import type { Question } from "./question.ts";

const CHOOSE_ALL = "Choose all that apply.";

/** The questions of a lesson; undefined if none are written yet. */
export function readBank({
  id,
  quizFile,
}: Pick<Lesson, "id" | "quizFile">): Question[] | undefined {
  if (!existsSync(quizFile)) return undefined;
  return parseBank(readFileSync(quizFile, "utf8"), `quiz/${id}.md`);
}

/**
 * The questions of a bank in the file's order. `fileName` names the lesson (`quiz/01-threads.md` is lesson
 * `01-threads`) and stands in messages.
 * @throws {MarkdownError} on the first thing that breaks the format
 */
export function parseBank(markdown: string, fileName: string): Question[] {
  const lessonId = basename(fileName, ".md");
  const questions: Question[] = [];
  const lineOfId = new Map<string, number>();
  const tokens = placeTokens(markdown, { file: fileName, line: 1 });
  const deep = tokens.find(({ token }) => token.type === "heading" && !isSectionHeading(token));
  if (deep) throw new MarkdownError(deep.place, "a `## ` heading", quoteStart(deep.token.raw));
  const { opening, sections } = splitAtHeadings(tokens);
  const early = opening.find(({ token }) => token.type !== "space");
  if (early) {
    throw new MarkdownError(early.place, "a `## ` heading first", quoteStart(early.token.raw));
  }
  for (const section of sections) {
    const question = readQuestion(section, lessonId);
    const earlier = lineOfId.get(question.id);
    if (earlier !== undefined) {
      const got = `${quoteStart(question.title)}, which line ${earlier} has already`;
      throw new MarkdownError(section.place, "a heading of its own for every question", got);
    }
    lineOfId.set(question.id, section.place.line);
    questions.push(question);
  }
  if (questions.length === 0) {
    const place = { file: fileName, line: 1 };
    throw new MarkdownError(place, "a question, opened by a `## ` heading", "none");
  }
  return questions;
}

function readQuestion(section: Section, lessonId: string): Question {
  const { heading, place, tokens } = section;
  const slug = slugOf(plainText(heading.tokens));
  if (slug === "")
    throw new MarkdownError(place, "a heading with words in it", quoteStart(heading.raw));

  const listIndex = tokens.findIndex(({ token }) => isTaskList(token));
  const list = tokens[listIndex];
  if (!list || !isTaskList(list.token)) {
    throw new MarkdownError(place, "a task list under the heading", "none");
  }
  const rest = tokens.slice(listIndex + 1).find(({ token }) => token.type !== "space");
  if (rest) {
    const expected = "the next `## ` heading after the options";
    throw new MarkdownError(rest.place, expected, quoteStart(rest.token.raw));
  }

  const bodyTokens = tokens.slice(0, listIndex);
  const body = bodyTokens.map(({ token }) => token.raw).join("");
  const prose = bodyTokens.filter(({ token }) => token.type !== "code");
  const chooseAll = prose.some(({ token }) => token.raw.includes(CHOOSE_ALL));
  const run = readRunFence(bodyTokens);
  const options = readOptions(list.token, list.place, { chooseAll, runnable: run !== undefined });
  const question = { id: `${lessonId}/${slug}`, title: heading.text, body: body.trim() };
  return { ...question, options, chooseAll, ...(run && { run }) };
}

function readRunFence(body: PlacedToken[]): Question["run"] {
  const fences = body.flatMap(({ token, place }) =>
    token.type === "code" && token.lang?.trim() === "ts run" ? [{ code: token.text, place }] : [],
  );
  const [first, second] = fences;
  if (!first) return undefined;
  const { code, place } = first;
  if (second) {
    const got = `a second one after line ${place.line}`;
    throw new MarkdownError(second.place, "one `ts run` fence in a question", got);
  }
  if (code.trim() === "") {
    throw new MarkdownError(place, "a program in the `ts run` fence", "an empty one");
  }
  return { code, line: place.line };
}

/** Letters and digits of any script, joined by dashes: a heading's punctuation may change, its id stays. */
function slugOf(text: string): string {
  return (text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []).join("-");
}

/** A list with one box or more; a list without any belongs to the prose. */
function isTaskList(token: MarkedToken): token is Tokens.List {
  return token.type === "list" && token.items.some(({ task }) => task);
}
