// Reads the task list under a question: its options, each with the reason below it.

import type { Token, Tokens } from "marked";
import { removeIndentation } from "../course/fences.ts";
import { MarkdownError, type MarkdownPlace, quoteStart } from "../course/markdown-error.ts";
import { codeSpanOf, placeItems } from "../course/placed-tokens.ts";
import type { Option } from "./question.ts";

interface ListRules {
  chooseAll: boolean;
  /** True if the question's program is run and its output compared with the marked option. */
  runnable: boolean;
}

/**
 * The options of a task list.
 *
 * @param start where the list begins
 * @throws {MarkdownError}
 */
export function readOptions(list: Tokens.List, start: MarkdownPlace, rules: ListRules): Option[] {
  const items = placeItems(list, start);
  const options = items.map(({ item, place }) => readOption(item, place));
  const fail = (place: MarkdownPlace, expected: string, got: string) => {
    throw new MarkdownError(place, expected, got);
  };

  if (options.length < 2 || options.length > 9) {
    fail(start, "two to nine options", String(options.length));
  }
  for (const [index, option] of options.entries()) {
    const twin = options.findIndex((other) => other.text === option.text);
    if (twin < index) {
      const place = items[index]?.place ?? start;
      fail(place, "options that differ", `${quoteStart(option.text)} twice`);
    }
  }

  const rightItems = items.filter((_, index) => options[index]?.right);
  if (rightItems.length === 0) fail(start, "an option marked `[x]`", "none");
  const second = rightItems[1];
  if (second && rules.runnable) {
    fail(second.place, "one `[x]` in a question whose program is run", String(rightItems.length));
  }
  if (second && !rules.chooseAll) {
    const expected = 'one `[x]`, or "Choose all that apply." in the prose';
    fail(second.place, expected, `${rightItems.length} \`[x]\``);
  }
  for (const { item, place } of rules.runnable ? rightItems : []) {
    const text = firstLine(item);
    if (codeSpanOf(text) === undefined) {
      fail(place, "a code span that holds what the program prints", quoteStart(text));
    }
  }
  return options;
}

/** The words of inline tokens without their marks. */
export function plainText(tokens: Token[]): string {
  return tokens
    .map((token) =>
      "tokens" in token && token.tokens
        ? plainText(token.tokens)
        : "text" in token
          ? token.text
          : "",
    )
    .join("");
}

function readOption(item: Tokens.ListItem, place: MarkdownPlace): Option {
  const text = firstLine(item);
  if (!item.task || text === "") {
    const expected = "an option that starts with `- [ ] ` or `- [x] `";
    throw new MarkdownError(place, expected, quoteStart(item.raw));
  }
  const reason = removeIndentation(item.text.split("\n").slice(1))
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
  if (reason === "") {
    const expected = "a reason, indented, under the option";
    throw new MarkdownError(place, expected, `${quoteStart(text)} alone`);
  }
  return { text, right: item.checked === true, reason };
}

function firstLine(item: Tokens.ListItem): string {
  return (item.text.split("\n")[0] ?? "").trim();
}
