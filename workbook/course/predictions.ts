// Predictions: block quotes of a page that ask what a demo will print before it runs.

import type { Tokens } from "marked";
import { MarkdownError, type MarkdownPlace, quoteStart } from "./markdown-error.ts";
import { type PlacedToken, placeItems, placeTokens } from "./placed-tokens.ts";

/** Folded on a code host, so that nobody reads an answer beside its question. */
const ANSWERS_OPEN = "<details><summary>Answer</summary>";
const ANSWERS_CLOSE = "</details>";

export interface PredictionOption {
  /** Markdown. */
  text: string;
  /** Markdown: why it is right or wrong. */
  reason: string;
  right: boolean;
}

export interface Prediction {
  /** Name of the demo, such as `coffee`. */
  demo: string;
  /** Markdown. */
  question: string;
  options: PredictionOption[];
  /** Line of the block quote in the page, from 1. */
  line: number;
}

/** Whether a block quote is meant as a prediction, well formed or not. */
export function isPrediction(quote: Tokens.Blockquote): boolean {
  return /^\*\*Predict/.test(quote.text.trimStart());
}

/**
 * The prediction in a block quote.
 *
 * @param place Where the quote begins.
 * @throws MarkdownError if it has not the form that CONTRIBUTING.md gives
 */
export function parsePrediction(quote: Tokens.Blockquote, place: MarkdownPlace): Prediction {
  const source = quote.text.trimStart();
  const opening = /^\*\*Predict\*\* `([^`\s]+)`:\s*/.exec(source);
  if (!opening) {
    throw new MarkdownError(
      place,
      "a prediction to begin **Predict** `demo`: and a question",
      quoteStart(source),
    );
  }
  const { before, offered, answers } = splitPrediction(source, place);
  const question = before.slice(opening[0].length).trim();
  if (question === "")
    throw new MarkdownError(place, "a question after **Predict** `demo`:", "none");

  const texts = placeItems(offered.list, offered.place);
  const reasons = placeItems(answers.list, answers.place);
  if (texts.length < 2) throw new MarkdownError(offered.place, "two options or more", "one");
  if (reasons.length !== texts.length) {
    throw new MarkdownError(
      answers.place,
      `an answer to each of ${texts.length} options`,
      String(reasons.length),
    );
  }
  const options = texts.map(({ item, place }, index) => ({
    text: textOf(item, place),
    ...parseAnswer(reasons[index] as PlacedItem),
  }));
  const rightCount = options.filter(({ right }) => right).length;
  if (rightCount !== 1) {
    throw new MarkdownError(answers.place, "one answer marked [x]", String(rightCount));
  }
  return { demo: opening[1] ?? "", question, options, line: place.line };
}

interface PlacedList {
  list: Tokens.List;
  place: MarkdownPlace;
}

type PlacedItem = ReturnType<typeof placeItems>[number];

/** The Markdown before the options, the options, and the folded list of answers. */
function splitPrediction(
  source: string,
  place: MarkdownPlace,
): { before: string; offered: PlacedList; answers: PlacedList } {
  let before = "";
  const [...rest] = placeTokens(source, place);
  while (rest[0] && rest[0].token.type !== "list") before += rest.shift()?.token.raw;
  const parts = rest.filter(({ token }) => token.type !== "space");
  const offered = takeList(parts, place, "a list of options in the prediction");
  takeHtml(parts, place, ANSWERS_OPEN);
  const answers = takeList(parts, place, "a list of answers after the options");
  takeHtml(parts, place, ANSWERS_CLOSE);
  const more = parts[0];
  if (more) {
    throw new MarkdownError(
      more.place,
      "the answers to end the prediction",
      quoteStart(more.token.raw),
    );
  }
  return { before, offered, answers };
}

function takeList(parts: PlacedToken[], start: MarkdownPlace, expected: string): PlacedList {
  const { token, place } = parts.shift() ?? { place: start };
  if (token?.type !== "list")
    throw new MarkdownError(place, expected, token ? quoteStart(token.raw) : "no list");
  return { list: token, place };
}

function takeHtml(parts: PlacedToken[], start: MarkdownPlace, html: string): void {
  const { token, place } = parts.shift() ?? { place: start };
  if (token?.type !== "html" || token.raw.trim() !== html) {
    throw new MarkdownError(
      place,
      `a line ${html}`,
      token ? quoteStart(token.raw) : "the end of the prediction",
    );
  }
}

function textOf(item: Tokens.ListItem, place: MarkdownPlace): string {
  if (item.task) throw new MarkdownError(place, "an option without a mark", quoteStart(item.raw));
  return item.text.trim();
}

function parseAnswer({ item, place }: PlacedItem): { reason: string; right: boolean } {
  if (!item.task)
    throw new MarkdownError(place, "an answer to begin [ ] or [x]", quoteStart(item.raw));
  return { reason: item.text.trim(), right: item.checked === true };
}
