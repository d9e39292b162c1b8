// Predictions: block quotes of a page that ask what a demo will print before it runs.

import { type MarkedToken, marked, type Tokens } from "marked";
import { MarkdownError, type MarkdownPlace, quoteStart } from "./markdown-error.ts";
import { countBreaks, placeItems } from "./placed-tokens.ts";

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
  const [before, list, listLine] = splitAtList(source, place);
  const question = before.slice(opening[0].length).trim();
  if (question === "")
    throw new MarkdownError(place, "a question after **Predict** `demo`:", "none");

  const options = placeItems(list, { ...place, line: listLine }).map((placed) =>
    parseOption(placed.item, placed.place),
  );
  const rightCount = options.filter(({ right }) => right).length;
  if (options.length < 2)
    throw new MarkdownError({ ...place, line: listLine }, "two options or more", "one");
  if (rightCount !== 1) {
    throw new MarkdownError(
      { ...place, line: listLine },
      "one option marked [x]",
      String(rightCount),
    );
  }
  return { demo: opening[1] ?? "", question, options, line: place.line };
}

/** The Markdown before the quote's list, the list, and the list's line in the page. */
function splitAtList(source: string, place: MarkdownPlace): [string, Tokens.List, number] {
  let before = "";
  let list: Tokens.List | undefined;
  let listLine = place.line;
  for (const token of marked.lexer(source) as MarkedToken[]) {
    if (list === undefined && token.type === "list") {
      list = token;
      listLine += countBreaks(before);
    } else if (list === undefined) before += token.raw;
    else if (token.type !== "space") {
      const line = listLine + countBreaks(list.raw);
      throw new MarkdownError(
        { ...place, line },
        "the options to end the prediction",
        quoteStart(token.raw),
      );
    }
  }
  if (!list) throw new MarkdownError(place, "a list of options in the prediction", "no list");
  return [before, list, listLine];
}

function parseOption(item: Tokens.ListItem, place: MarkdownPlace): PredictionOption {
  if (!item.task)
    throw new MarkdownError(place, "an option to begin - [ ] or - [x]", quoteStart(item.raw));
  const [text = "", ...reason] = item.text.split(/\s+—\s+/);
  if (text.trim() === "" || reason.join("").trim() === "") {
    throw new MarkdownError(
      place,
      "an option and, after a dash —, its reason",
      quoteStart(item.raw),
    );
  }
  return { text: text.trim(), reason: reason.join(" — ").trim(), right: item.checked === true };
}
