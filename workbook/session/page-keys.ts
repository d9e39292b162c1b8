// The keys below a page: what they are told to do, and which of them the learner presses.

import { span } from "../reader/span.ts";
import { continued, resized } from "../terminal/keyboard.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderProse, unbroken } from "../views/prose.ts";
import type { Offers } from "./screen-offers.ts";

/** Where the learner is in a lesson. */
export interface Position {
  /** From 0. */
  index: number;
  screens: number;
  /** From 0. */
  part: number;
  parts: number;
}

/** `again`: the page has to be shown anew. */
export type PageAnswer = "next" | "back" | "again" | "run" | "exercise" | "quit";

/** Such as `[2/6]`, or `[2/6, part 1/2]` where a screen is taller than the terminal. */
export function describePosition({ index, screens, part, parts }: Position): string {
  const screen = `${index + 1}/${screens}`;
  return parts === 1 ? `[${screen}]` : `[${screen}, part ${part + 1}/${parts}]`;
}

/** Shows the keys and waits for one of them. `isAgain`: the demo has run before. */
export async function askWhereTo(
  position: Position,
  offers: Offers & { isAgain: boolean },
  terminal: Terminal,
): Promise<PageAnswer> {
  const { dim } = terminal.style;
  const keys = listKeys(position, offers).flatMap((key) => ["   ", unbroken(key, dim)]);
  // Listening before it says so: the terminal would show the key, and answer to Ctrl-C.
  let pressed = terminal.readKey();
  terminal.print(renderProse([span(describePosition(position), dim), ...keys], terminal));
  for (; ; pressed = terminal.readKey()) {
    const key = await pressed;
    if (key === resized) terminal.startAfresh();
    const answer = answerOf(key);
    if (answer === "run" && !offers.demo) continue;
    if (answer === "exercise" && !offers.exercise) continue;
    if (answer) return answer;
  }
}

/** The lesson has been read to its end. */
export function isLastPart({ index, screens, part, parts }: Position): boolean {
  return index === screens - 1 && part === parts - 1;
}

function listKeys(
  position: Position,
  { demo, exercise, isAgain }: Offers & { isAgain: boolean },
): string[] {
  const { index, part, parts } = position;
  const forward = isLastPart(position) ? "done" : part < parts - 1 ? "more" : "next screen";
  return [
    `Enter: ${forward}`,
    ...(index > 0 || part > 0 ? ["b: back"] : []),
    ...(demo ? [`r: run ${demo.name}${isAgain ? " again" : ""}`] : []),
    ...(exercise ? [`e: exercise ${exercise.name}`] : []),
    "q: leave",
  ];
}

function answerOf(key: string): PageAnswer | undefined {
  if (["return", "enter", "space", "n", "right", "down", "pagedown"].includes(key)) return "next";
  if (["b", "p", "left", "up", "pageup"].includes(key)) return "back";
  if (["q", "escape", "ctrl-c"].includes(key)) return "quit";
  if (key === continued || key === resized) return "again";
  if (key === "r") return "run";
  return key === "e" ? "exercise" : undefined;
}
