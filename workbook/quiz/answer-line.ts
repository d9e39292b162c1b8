// Reads an answer the way learners type it: "b", "B", "a c", "a,c", "ac", "2", "b)".

import { letterOf, type Question } from "./question.ts";

export type AnswerLine =
  | { kind: "blank" }
  /** Indices from 0, ascending, each once. */
  | { kind: "options"; chosen: number[] }
  /** `sentence`: what was expected, what came, what to do. */
  | { kind: "not-an-option"; sentence: string };

const SHOWN_CHARACTERS = 40;

/** What a typed line says about a question. There are nine options at most, so every character is one. */
export function readAnswerLine(line: string, question: Question): AnswerLine {
  const typed = line.trim();
  if (typed === "") return { kind: "blank" };
  const marks = [...typed.toLowerCase().replace(/\band\b|[\s,;.&+()]/g, "")];
  const chosen = new Set(marks.map(indexOfMark));
  const areOptions = [...chosen].every((index) => index in question.options);
  if (marks.length === 0 || !areOptions || (chosen.size > 1 && !question.chooseAll)) {
    return { kind: "not-an-option", sentence: sayWhatToType(typed, question) };
  }
  return { kind: "options", chosen: [...chosen].sort((a, b) => a - b) };
}

/** "a" and "1" are 0; anything else that is no letter or digit is below 0. */
function indexOfMark(mark: string): number {
  if (/^[0-9]$/.test(mark)) return Number(mark) - 1;
  return /^[a-z]$/.test(mark) ? mark.charCodeAt(0) - "a".charCodeAt(0) : -1;
}

function sayWhatToType(typed: string, question: Question): string {
  const last = letterOf(question.options.length - 1);
  const cut = typed.length > SHOWN_CHARACTERS ? `${typed.slice(0, SHOWN_CHARACTERS)}…` : typed;
  const got = `got ${JSON.stringify(cut)}`;
  const skip = "or press Enter on an empty line to skip.";
  return question.chooseAll
    ? `Expected letters from a to ${last}, ${got}: type the letter of every right option, such as "a ${last}", ${skip}`
    : `Expected one letter from a to ${last}, ${got}: type the letter of your answer, ${skip}`;
}
