// A sitting as data, for `quiz --json`.

import { letterOf, type Question } from "./question.ts";
import type { SittingSummary } from "./sitting.ts";

export interface JsonOption {
  letter: string;
  /** Markdown. */
  text: string;
  /** These two only if the question was answered. */
  right?: boolean;
  reason?: string;
}

export interface JsonSitting {
  /** The lesson's id. */
  lesson: string;
  questions: {
    id: string;
    title: string;
    options: JsonOption[];
    /** Letters of the first answer; empty if there was none. */
    answered: string[];
    /** null if not answered. */
    right: boolean | null;
  }[];
  right: number;
  wrong: number;
  unanswered: number;
  total: number;
}

/** What `quiz --json` prints. The marks of a question that was not answered stay secret. */
export function toJson(lessonId: string, summary: SittingSummary): JsonSitting {
  const { right, wrong, unanswered, total, results } = summary;
  const questions = results.map(({ question, first }) => ({
    id: question.id,
    title: question.title,
    options: jsonOptions(question, first !== undefined),
    answered: first ? first.chosen.map(letterOf) : [],
    right: first ? first.grade.right : null,
  }));
  return { lesson: lessonId, questions, right, wrong, unanswered, total };
}

function jsonOptions(question: Question, answered: boolean): JsonOption[] {
  return question.options.map(({ text, right, reason }, index) => ({
    letter: letterOf(index),
    text,
    ...(answered && { right, reason }),
  }));
}
