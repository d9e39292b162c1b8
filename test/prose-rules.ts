// The rules of a lesson's prose that a program can hold, for pages and banks of questions.

import { marked, type Token, type Tokens } from "marked";
import { readLesson } from "#workbook/course/page.ts";
import { countBreaks, placeTokens } from "#workbook/course/placed-tokens.ts";

const mostWords = 24;
const mostWordsOnAScreen = 200;

const forbidden: [words: RegExp, instead: string][] = [
  [/\bwho(m)?ever\b/i, "name the person or the thread"],
  [/\b(no|some|every|any)body\b|\b(some|every|any)one\b/i, "name the person or the thread"],
  [/\bfor ever\b/i, "write “forever”"],
  [/\bat once\b/i, "write “at the same time” or “immediately”"],
  [/\bdear\b/i, "write “expensive”"],
  [/\b(simply|just|usually|probably)\b/i, "leave it out"],
];

export interface ProseFinding {
  line: number;
  /** The sentence, or the screen's title. */
  text: string;
  rule: string;
}

/** What breaks a rule in a page, its hints included. */
export function findInPage(markdown: string): ProseFinding[] {
  const tooLong = readLesson(markdown).screens.flatMap(({ title, line, markdown }) => {
    const words = marked.lexer(markdown).reduce((sum, token) => sum + countShown(token), 0);
    const rule = `a screen has at most ${mostWordsOnAScreen} words, this one ${words}`;
    return words > mostWordsOnAScreen ? [{ line, text: title, rule }] : [];
  });
  const frontMatter = /^---\n[\s\S]*?\n---\n/.exec(markdown)?.[0] ?? "";
  const body = markdown.slice(frontMatter.length);
  return [...tooLong, ...findInProse(body, countBreaks(frontMatter) + 1)];
}

/**
 * What breaks a rule in the sentences outside code. Cells of tables may be long, but use no forbidden word.
 *
 * @param firstLine the line on which `markdown` begins
 */
export function findInProse(markdown: string, firstLine = 1): ProseFinding[] {
  return placeTokens(markdown, { file: "", line: firstLine }).flatMap(({ token, place }) => {
    const lines = token.raw.trimStart().split("\n");
    let from = 0;
    return blocksOf(token).flatMap(({ text, isCell }) => {
      // Blocks inside others have no places: each is looked for behind the one before it.
      const start = text.split("\n")[0] ?? "";
      from = Math.max(
        from,
        lines.findIndex((line, index) => index >= from && line.includes(start)),
      );
      return splitSentences(text).flatMap((sentence) =>
        rulesBrokenBy(sentence.masked, isCell).map((rule) => ({
          line: place.line + from + sentence.line,
          text: sentence.text.replace(/\s+/g, " "),
          rule,
        })),
      );
    });
  });
}

interface Block {
  text: string;
  isCell: boolean;
}

function blocksOf(token: Token): Block[] {
  if (token.type === "table") {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].flat().map(({ text }) => ({ text, isCell: true }));
  }
  if (token.type === "list") {
    const { items, ordered } = token as Tokens.List;
    return items.flatMap((item) => {
      const blocks = item.tokens.flatMap(blocksOf);
      // In an ordered list there are reasons alone.
      return item.task && !ordered ? blocks.flatMap(splitOption) : blocks;
    });
  }
  if (token.type === "blockquote") return (token.tokens ?? []).flatMap(blocksOf);
  const isProse = ["paragraph", "heading", "text"].includes(token.type);
  return isProse ? [{ text: (token as Tokens.Text).text, isCell: false }] : [];
}

/** An option ends where its reason begins: at a dash on a page, at the line's end in a quiz. */
function splitOption({ text }: Block): Block[] {
  const [option = "", ...reason] = text.split(text.includes(" — ") ? " — " : "\n");
  return [option, reason.join("\n")].map((part) => ({ text: part, isCell: false }));
}

interface Sentence {
  text: string;
  /** The same with a code span as one word that breaks no rule, and without the targets of links. */
  masked: string;
  /** Line of its first word in the block, from 0. */
  line: number;
}

function splitSentences(text: string): Sentence[] {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  const masked = text
    .replace(/(`+)[\s\S]*?\1/g, (span) => span.replace(/[^\n]/g, "C"))
    .replace(/(?<=\])\([^)]*\)/g, blank)
    .replace(/^\*\*(Predict|Exercise)\*\* C+:/, blank);
  let at = 0;
  return masked.split(/(?<=[.!?][*_"”’)]*)(?=\s+[^\s\p{Ll}])/u).flatMap((part) => {
    const start = at + part.length - part.trimStart().length;
    at += part.length;
    const line = countBreaks(text.slice(0, start));
    const sentence = { text: text.slice(start, at), masked: part.trim(), line };
    return countWords(part) > 0 ? [sentence] : [];
  });
}

function rulesBrokenBy(sentence: string, isCell: boolean): string[] {
  const words = forbidden.flatMap(([pattern, instead]) => {
    const found = pattern.exec(sentence)?.[0];
    return found ? [`not “${found}”: ${instead}`] : [];
  });
  if (isCell) return words;
  const length = countWords(sentence);
  return [
    ...words,
    ...(length > mostWords ? [`at most ${mostWords} words, these are ${length}`] : []),
    ...((sentence.match(/:/g)?.length ?? 0) > 1 ? ["at most one colon"] : []),
    ...(sentence.includes(";")
      ? ["no semicolon: join by because, so, but, or end the sentence"]
      : []),
    ...(/^Who\b[^?]*\.$/.test(sentence)
      ? ["not “Who” for a person in a rule: name the person"]
      : []),
  ];
}

/** Words of a screen outside code, tables and predictions. */
function countShown(token: Token): number {
  const isShown = !["code", "table", "blockquote", "def", "html"].includes(token.type);
  return isShown ? countWords(token.raw) : 0;
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{Letter}\p{Number}]/u.test(word)).length;
}
