// Reads a lesson's questions from Markdown, so that writing a question needs no code.

import { basename } from "node:path";
import { Marked, type Token, type Tokens } from "marked";
import { type PlacedToken, plainText, readOptions } from "./bank-options.ts";
import { BankError, type Question } from "./question.ts";

const CHOOSE_ALL = "Choose all that apply.";
/** An instance of its own: what others teach the shared `marked` does not reach the banks. */
const markdownParser = new Marked();

/**
 * The questions of a bank in the file's order. `fileName` names the lesson (`quiz/01-threads.md` is lesson
 * `01-threads`) and stands in messages.
 * @throws {BankError} on the first thing that breaks the format
 */
export function parseBank(markdown: string, fileName: string): Question[] {
  const lessonId = basename(fileName, ".md");
  const questions: Question[] = [];
  const lineOfId = new Map<string, number>();
  for (const section of splitAtHeadings(placeTokens(markdown), fileName)) {
    const question = readQuestion(section, lessonId, fileName);
    const earlier = lineOfId.get(question.id);
    if (earlier !== undefined) {
      const got = `"${question.title}", which line ${earlier} has already`;
      throw new BankError(fileName, section.line, "a heading of its own for every question", got);
    }
    lineOfId.set(question.id, section.line);
    questions.push(question);
  }
  if (questions.length === 0) {
    throw new BankError(fileName, 1, "a question, opened by a `## ` heading", "none");
  }
  return questions;
}

interface Section {
  heading: Tokens.Heading;
  line: number;
  tokens: PlacedToken[];
}

/** marked keeps no positions, but the raw texts of its tokens add up to the document. */
function placeTokens(markdown: string): PlacedToken[] {
  let line = 1;
  return markdownParser.lexer(markdown.replace(/\r\n?/g, "\n")).map((token) => {
    const placed = { token, line };
    line += token.raw.split("\n").length - 1;
    return placed;
  });
}

function splitAtHeadings(tokens: PlacedToken[], file: string): Section[] {
  const sections: Section[] = [];
  for (const placed of tokens) {
    const section = sections.at(-1);
    if (isHeading(placed.token)) {
      if (placed.token.depth !== 2) {
        throw new BankError(file, placed.line, "a `## ` heading", quote(placed.token.raw));
      }
      sections.push({ heading: placed.token, line: placed.line, tokens: [] });
    } else if (section) {
      section.tokens.push(placed);
    } else if (placed.token.type !== "space") {
      throw new BankError(file, placed.line, "a `## ` heading first", quote(placed.token.raw));
    }
  }
  return sections;
}

function readQuestion(section: Section, lessonId: string, file: string): Question {
  const { heading, line, tokens } = section;
  const slug = slugOf(plainText(heading.tokens));
  if (slug === "")
    throw new BankError(file, line, "a heading with words in it", quote(heading.raw));

  const listIndex = tokens.findIndex(({ token }) => isTaskList(token));
  const list = tokens[listIndex];
  if (!list) throw new BankError(file, line, "a task list under the heading", "none");
  const rest = tokens.slice(listIndex + 1).find(({ token }) => token.type !== "space");
  if (rest) {
    const expected = "the next `## ` heading after the options";
    throw new BankError(file, rest.line, expected, quote(rest.token.raw));
  }

  const bodyTokens = tokens.slice(0, listIndex);
  const body = bodyTokens.map(({ token }) => token.raw).join("");
  const prose = bodyTokens.filter(({ token }) => token.type !== "code");
  const chooseAll = prose.some(({ token }) => token.raw.includes(CHOOSE_ALL));
  const run = readRunFence(bodyTokens, file);
  const options = readOptions(list, { file, chooseAll, runnable: run !== undefined });
  const question = { id: `${lessonId}/${slug}`, title: heading.text, body: body.trim() };
  return { ...question, options, chooseAll, ...(run && { run }) };
}

function readRunFence(body: PlacedToken[], file: string): Question["run"] {
  const fences = body.filter(({ token }) => isCode(token) && token.lang?.trim() === "ts run");
  const [first, second] = fences;
  if (second) {
    const got = `a second one after line ${first?.line}`;
    throw new BankError(file, second.line, "one `ts run` fence in a question", got);
  }
  if (!first || !isCode(first.token)) return undefined;
  if (first.token.text.trim() === "") {
    throw new BankError(file, first.line, "a program in the `ts run` fence", "an empty one");
  }
  return { code: first.token.text, line: first.line };
}

/** Letters and digits of any script, joined by dashes: a heading's punctuation may change, its id stays. */
function slugOf(text: string): string {
  return (text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []).join("-");
}

function quote(raw: string): string {
  return `"${raw.trim().split("\n")[0]}"`;
}

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === "heading";
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === "code";
}

/** A list with one box or more; a list without any belongs to the prose. */
function isTaskList(token: Token): boolean {
  return token.type === "list" && (token as Tokens.List).items.some((item) => item.task);
}
