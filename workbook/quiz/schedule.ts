// Decides when a question is asked again: Leitner boxes, with the clock passed in.
// Sebastian Leitner, "So lernt man lernen", 1972: a right answer moves a card one box up, a wrong one back to the first.

import type { Question } from "./question.ts";

/** What is remembered of one question; stored under its id. */
export interface QuestionMemory {
  /**
   * 0: the last answer was wrong. 1: right once since then. From 2: known, asked again in a review after
   * the box's interval. Boxes 0 and 1 have no `dueAt`: they are due in the next sitting.
   */
  box: number;
  /** ISO 8601. */
  dueAt?: string;
  /** How often it was answered right, and wrong. */
  right: number;
  wrong: number;
  /** ISO 8601. */
  lastAt: string;
}

/** By question id. */
export type MemoryByQuestion = Readonly<Record<string, QuestionMemory>>;

const WRONG_BOX = 0;
const FIRST_KNOWN_BOX = 2;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Days until the review of boxes 2, 3, 4 and so on; the last one repeats. */
const REVIEW_DAYS = [1, 3, 7, 21, 60];
const LAST_BOX = FIRST_KNOWN_BOX + REVIEW_DAYS.length - 1;

/** The memory after an answer. `before` is undefined for a question never answered. */
export function recordAnswer(
  before: QuestionMemory | undefined,
  right: boolean,
  now: Date,
): QuestionMemory {
  const lastAt = now.toISOString();
  const counts = {
    right: (before?.right ?? 0) + (right ? 1 : 0),
    wrong: (before?.wrong ?? 0) + (right ? 0 : 1),
  };
  if (!right) return { box: WRONG_BOX, ...counts, lastAt };
  // A right answer before its time proves little: the box and the day stay.
  if (before?.dueAt !== undefined && !isDue(before, now)) return { ...before, ...counts, lastAt };

  const box = before ? Math.min(before.box + 1, LAST_BOX) : FIRST_KNOWN_BOX;
  if (box < FIRST_KNOWN_BOX) return { box, ...counts, lastAt };
  const days = REVIEW_DAYS[box - FIRST_KNOWN_BOX] ?? 0;
  return { box, dueAt: new Date(now.getTime() + days * DAY_MS).toISOString(), ...counts, lastAt };
}

/** True while a question that was answered wrong has not been right twice in a row. */
export function isRelearning(memory: QuestionMemory): boolean {
  return memory.box < FIRST_KNOWN_BOX;
}

/** Whether a sitting asks a question of which `memory` is remembered, if anything is. */
export function isAsked(memory: QuestionMemory | undefined, now: Date): boolean {
  return memory === undefined || isRelearning(memory) || isDue(memory, now);
}

/**
 * The questions of a sitting: those being relearned, then new ones, then those due for review; each in
 * course order. Empty if nothing is due.
 */
export function pickQuestions(bank: Question[], memory: MemoryByQuestion, now: Date): Question[] {
  const relearning: Question[] = [];
  const fresh: Question[] = [];
  const review: Question[] = [];
  for (const question of bank) {
    const known = memoryOf(memory, question.id);
    if (!isAsked(known, now)) continue;
    if (!known) fresh.push(question);
    else if (isRelearning(known)) relearning.push(question);
    else review.push(question);
  }
  return [...relearning, ...fresh, ...review];
}

/** When the first of the bank's questions is due; undefined if none has been answered. ISO 8601, it may be past. */
export function nextDueAt(bank: Question[], memory: MemoryByQuestion): string | undefined {
  const known = bank.flatMap(({ id }) => memoryOf(memory, id) ?? []);
  return known.map(({ dueAt, lastAt }) => dueAt ?? lastAt).sort()[0];
}

function memoryOf(memory: MemoryByQuestion, id: string): QuestionMemory | undefined {
  return Object.hasOwn(memory, id) ? memory[id] : undefined;
}

/** No date, or one that cannot be read, counts as due: asking too early costs little. */
function isDue({ dueAt }: QuestionMemory, now: Date): boolean {
  const dueMs = Date.parse(dueAt ?? "");
  return Number.isNaN(dueMs) || dueMs <= now.getTime();
}
