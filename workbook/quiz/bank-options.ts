// Reads the task list under a question: its options, each with the reason below it.

import { Lexer, type Token, type Tokens } from "marked";
import { BankError, type Option } from "./question.ts";

/** A top-level token and its first line in the bank, from 1. */
export interface PlacedToken {
  token: Token;
  line: number;
}

interface ListRules {
  file: string;
  chooseAll: boolean;
  /** True if the question's program is run and its output compared with the marked option. */
  runnable: boolean;
}

/**
 * The options of a task list.
 * @throws {BankError}
 */
export function readOptions(list: PlacedToken, rules: ListRules): Option[] {
  const items = placeItems(list);
  const options = items.map(({ item, line }) => readOption(item, line, rules.file));
  const fail = (line: number, expected: string, got: string) => {
    throw new BankError(rules.file, line, expected, got);
  };

  if (options.length < 2 || options.length > 9) {
    fail(list.line, "two to nine options", String(options.length));
  }
  for (const [index, option] of options.entries()) {
    const twin = options.findIndex((other) => other.text === option.text);
    if (twin < index) {
      const line = items[index]?.line ?? list.line;
      fail(line, "options that differ", `"${option.text}" twice`);
    }
  }

  const rightItems = items.filter((_, index) => options[index]?.right);
  if (rightItems.length === 0) fail(list.line, "an option marked `[x]`", "none");
  const second = rightItems[1];
  if (second && rules.runnable) {
    fail(second.line, "one `[x]` in a question whose program is run", String(rightItems.length));
  }
  if (second && !rules.chooseAll) {
    const expected = 'one `[x]`, or "Choose all that apply." in the prose';
    fail(second.line, expected, `${rightItems.length} \`[x]\``);
  }
  for (const { item, line } of rules.runnable ? rightItems : []) {
    const text = firstLine(item);
    if (codeSpanOf(text) === undefined) {
      fail(line, "a code span that holds what the program prints", `"${text}"`);
    }
  }
  return options;
}

/** What a code span that is the whole text holds; undefined for any other text. */
export function codeSpanOf(text: string): string | undefined {
  const [token, ...others] = Lexer.lexInline(text);
  return token?.type === "codespan" && others.length === 0 ? token.text : undefined;
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

interface PlacedItem {
  item: Tokens.ListItem;
  line: number;
}

function placeItems(list: PlacedToken): PlacedItem[] {
  let offset = 0;
  return (list.token as Tokens.List).items.map((item) => {
    // The last item of a list loses its blank lines, so each is looked for rather than counted on.
    const start = Math.max(list.token.raw.indexOf(item.raw, offset), offset);
    offset = start + item.raw.length;
    return { item, line: list.line + list.token.raw.slice(0, start).split("\n").length - 1 };
  });
}

function readOption(item: Tokens.ListItem, line: number, file: string): Option {
  const text = firstLine(item);
  if (!item.task || text === "") {
    const got = `"${item.raw.split("\n")[0]}"`;
    throw new BankError(file, line, "an option that starts with `- [ ] ` or `- [x] `", got);
  }
  const reason = dedent(item.text.split("\n").slice(1));
  if (reason === "") {
    const expected = "a reason, indented, under the option";
    throw new BankError(file, line, expected, `"${text}" alone`);
  }
  return { text, right: item.checked === true, reason };
}

function firstLine(item: Tokens.ListItem): string {
  return (item.text.split("\n")[0] ?? "").trim();
}

/** The lines without what all of them are indented by, and without blank lines around. */
function dedent(lines: string[]): string {
  const filled = lines.filter((line) => line.trim() !== "");
  const indents = filled.map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines
    .map((line) => line.slice(indent).trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}
