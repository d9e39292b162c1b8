// Says whether an answer is right, option by option.

import type { Question } from "./question.ts";

export interface GradedOption {
  chosen: boolean;
  right: boolean;
  reason: string;
}

export interface Grade {
  /** True if every right option was chosen and no other. */
  right: boolean;
  /** In the question's order. */
  options: GradedOption[];
}

/**
 * Grades an answer: indices of the chosen options, from 0, in any order.
 * @throws {RangeError} if an index names no option
 */
export function grade(question: Question, chosen: number[]): Grade {
  const stray = chosen.find((index) => !(index in question.options));
  if (stray !== undefined) {
    const last = question.options.length - 1;
    throw new RangeError(`expected an option from 0 to ${last}, got ${stray} (${question.id})`);
  }
  const options = question.options.map(({ right, reason }, index) => ({
    chosen: chosen.includes(index),
    right,
    reason,
  }));
  return { right: options.every((option) => option.chosen === option.right), options };
}
