// One sitting of a quiz as a state machine: questions go out, typed lines come in. It knows no terminal.

import { readAnswerLine } from "./answer-line.ts";
import { type Grade, grade } from "./grade.ts";
import type { Question } from "./question.ts";
import {
  isAsked,
  isRelearning,
  type MemoryByQuestion,
  type QuestionMemory,
  recordAnswer,
} from "./schedule.ts";

/** However often it goes wrong, a question is asked this often in a sitting, so that every sitting ends. */
export const MAX_TIMES_ASKED = 3;

export interface AskedQuestion {
  question: Question;
  /** From 1, among the questions of the sitting; a question that returns keeps its number. */
  number: number;
  total: number;
  /** True if it was answered wrong earlier in this sitting. */
  again: boolean;
}

export type Outcome =
  /** `memory` is to be stored under the question's id. `returns`: it is asked again in this sitting. */
  | { kind: "graded"; question: Question; grade: Grade; memory: QuestionMemory; returns: boolean }
  | { kind: "skipped"; question: Question }
  /** Nothing has changed unless the sitting takes one line a question; then it counts as not answered. */
  | { kind: "not-an-option"; question: Question; sentence: string };

export interface QuestionResult {
  question: Question;
  /** The first answer of the sitting; undefined if there was none. */
  first?: { chosen: number[]; grade: Grade };
  /** Answers given in this sitting, the first one included. */
  timesAnswered: number;
  /** Why the next sitting asks it, if it does: it was wrong and not right twice in a row since, or it is open. */
  comesBack?: "wrong" | "open" | undefined;
}

/** The first answers count; a right answer to a question that returned does not turn a wrong one into a right one. */
export interface SittingSummary {
  right: number;
  wrong: number;
  unanswered: number;
  total: number;
  /** In the order asked. */
  results: QuestionResult[];
}

export interface SittingOptions {
  /** In the order to ask, such as `pickQuestions` gives. */
  questions: Question[];
  memory: MemoryByQuestion;
  now: () => Date;
  /** For piped input: a line that is no option uses its question up, so that the lines after it keep theirs. */
  oneLineAQuestion?: boolean;
}

interface Entry extends Omit<QuestionResult, "comesBack"> {
  number: number;
  memory: QuestionMemory | undefined;
}

export class Sitting {
  readonly #entries: Entry[];
  readonly #queue: Entry[];
  readonly #now: () => Date;
  readonly #oneLineAQuestion: boolean;

  constructor({ questions, memory, now, oneLineAQuestion = false }: SittingOptions) {
    this.#entries = questions.map((question, index) => {
      const known = Object.hasOwn(memory, question.id) ? memory[question.id] : undefined;
      return { question, number: index + 1, memory: known, timesAnswered: 0 };
    });
    this.#queue = [...this.#entries];
    this.#now = now;
    this.#oneLineAQuestion = oneLineAQuestion;
  }

  /** The question to ask now: the same one until it is answered or skipped; undefined at the end. */
  nextQuestion(): AskedQuestion | undefined {
    const entry = this.#queue[0];
    if (!entry) return undefined;
    const { question, number, timesAnswered } = entry;
    return { question, number, total: this.#entries.length, again: timesAnswered > 0 };
  }

  /**
   * Takes a typed line for the question that `nextQuestion` names.
   * @throws {Error} if the sitting has ended
   */
  answer(line: string): Outcome {
    const entry = this.#queue[0];
    if (!entry) throw new Error("expected a question to answer, got an answer after the last one");
    const { question } = entry;
    const read = readAnswerLine(line, question);
    if (read.kind === "not-an-option") {
      if (this.#oneLineAQuestion) this.#queue.shift();
      return { kind: "not-an-option", question, sentence: read.sentence };
    }
    this.#queue.shift();
    if (read.kind === "blank") return { kind: "skipped", question };
    return this.#grade(entry, read.chosen);
  }

  /** What was answered so far; callable at any time, and the end of input is such a time. */
  summary(): SittingSummary {
    const results = this.#entries.map(({ question, first, timesAnswered, memory }) => ({
      question,
      ...(first && { first }),
      timesAnswered,
      comesBack: this.#whyAskedNext(memory),
    }));
    const answered = results.flatMap(({ first }) => first ?? []);
    const right = answered.filter((first) => first.grade.right).length;
    const total = results.length;
    return {
      right,
      wrong: answered.length - right,
      unanswered: total - answered.length,
      total,
      results,
    };
  }

  #whyAskedNext(memory: QuestionMemory | undefined): QuestionResult["comesBack"] {
    if (!isAsked(memory, this.#now())) return undefined;
    return memory && isRelearning(memory) ? "wrong" : "open";
  }

  #grade(entry: Entry, chosen: number[]): Outcome {
    const { question } = entry;
    const graded = grade(question, chosen);
    entry.first ??= { chosen, grade: graded };
    entry.timesAnswered += 1;
    const memory = recordAnswer(entry.memory, graded.right, this.#now());
    entry.memory = memory;
    const returns = !graded.right && entry.timesAnswered < MAX_TIMES_ASKED;
    if (returns) this.#queue.push(entry);
    return { kind: "graded", question, grade: graded, memory, returns };
  }
}
