// The demos of lessons, a line each: what one asks before it runs says what it is about, and gives nothing away.

import type { Lesson } from "../course/course.ts";
import { columnsOf } from "../reader/span.ts";
import { type Paper, renderVerbatim } from "./prose.ts";

export interface ListedDemos {
  lesson: Pick<Lesson, "number" | "title">;
  demos: readonly ListedDemo[];
}

export interface ListedDemo {
  name: string;
  /** Plain text; empty if it asks nothing. */
  question: string;
  isPredicted: boolean;
}

/** A block a lesson. */
export function renderDemos(lessons: readonly ListedDemos[], paper: Paper): string {
  const names = lessons.flatMap(({ demos }) => demos.map(({ name }) => name));
  const column = Math.max(0, ...names.map((name) => name.length));
  return lessons
    .filter(({ demos }) => demos.length > 0)
    .map(({ lesson: { number, title }, demos }) => {
      const head = paper.style.bold(renderVerbatim(`${number} ${title}`, paper.style));
      return [head, ...demos.map((demo) => renderDemo(demo, column, paper))].join("\n");
    })
    .join("\n\n");
}

function renderDemo({ name, question, isPredicted }: ListedDemo, column: number, paper: Paper) {
  const { style, width } = paper;
  const words = isPredicted ? `${question}  ✓ predicted` : question;
  const room = width - column - 4;
  const right = style.dim(renderVerbatim(shorten(words, room), style));
  return `  ${name.padEnd(column)}  ${right}`.trimEnd();
}

/** Of at most `columns`, cut between words. */
function shorten(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const words = text.split(" ");
  while (words.length > 1 && columnsOf(`${words.join(" ")} …`) > columns) words.pop();
  return `${words.join(" ")} …`;
}
