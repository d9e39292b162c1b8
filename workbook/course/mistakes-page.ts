// Reads the known mistakes of an exercise from `solutions/NN-topic/mistakes/x.md`. Pure: text in, mistakes out.

import type { Tokens } from "marked";
import { type Edit, parseEdits } from "./edits.ts";
import { isClosed } from "./fences.ts";
import { MarkdownError, type MarkdownPlace, quoteStart } from "./markdown-error.ts";
import {
  codeSpanOf,
  type PlacedToken,
  placeItems,
  placeTokens,
  type Section,
  splitAtHeadings,
} from "./placed-tokens.ts";

export interface KnownMistake {
  /** Its heading, and the name of the file that it is written out as. */
  name: string;
  /** Where its heading is. */
  place: MarkdownPlace;
  /** Markdown: what is wrong with it, in a sentence. */
  wrong: string;
  /** The verdict's kind. */
  verdict: string;
  /** A part of the verdict's sentence. */
  says: string;
  /** A part of why a thread of the counterexample sleeps on, to tell apart what says the same. */
  why?: string;
  /** Markdown: what to tell somebody who makes it. */
  hint: string;
  /** The whole answer, or its edits of another. */
  answer: string | Edit[];
  /** What is edited, if not our solution: `right-answers/x.ts`, or a mistake further up. */
  base?: string;
}

const keys = ["verdict", "says", "why", "hint", "base"] as const;
type Facts = Partial<Record<(typeof keys)[number], string>>;

/**
 * The mistakes in the order of the file.
 *
 * @param file Names the file in errors.
 * @throws MarkdownError if it has not the form that CONTRIBUTING.md gives
 */
export function parseMistakes(markdown: string, file: string): KnownMistake[] {
  const mistakes: KnownMistake[] = [];
  for (const section of splitAtHeadings(placeTokens(markdown, { file, line: 1 })).sections) {
    const mistake = readMistake(section);
    const { name, place, base } = mistake;
    const isAbove = (other?: string) => mistakes.some((one) => one.name === other);
    if (isAbove(name)) {
      throw new MarkdownError(place, "each mistake once", `\`${name}\` again`);
    }
    if (base !== undefined && !/^right-answers\/[\w-]+\.ts$/.test(base) && !isAbove(base)) {
      const form = `\`${name}\` to be based on \`right-answers/x.ts\` or on a mistake above it`;
      throw new MarkdownError(place, form, `\`${base}\``);
    }
    mistakes.push(mistake);
  }
  return mistakes;
}

function readMistake({ heading, place, tokens }: Section): KnownMistake {
  const name = heading.text;
  if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(name)) {
    throw new MarkdownError(place, "## and a name such as wakes-nobody", `\`${name}\``);
  }
  const [wrong, list, fence, more] = tokens.filter(({ token }) => token.type !== "space");
  const refuse = (placed: PlacedToken | undefined, expected: string): never => {
    const got = placed ? quote(placed.token.raw) : "the end of it";
    const form = `${expected} under ## ${name}`;
    throw new MarkdownError(placed?.place ?? place, form, got);
  };
  if (wrong?.token.type !== "paragraph") return refuse(wrong, "a sentence on what is wrong");
  if (list?.token.type !== "list") return refuse(list, "a list - verdict: …");
  const facts = readFacts(list.token, list.place);
  const { verdict, says, hint, why, base } = facts;
  if (verdict === undefined || says === undefined || hint === undefined) {
    const missing = keys.find((key) => key !== "why" && facts[key] === undefined);
    const form = `a line - ${missing}: … under ## ${name}`;
    throw new MarkdownError(list.place, form, "none");
  }
  if (fence?.token.type !== "code" || !/^(diff|ts)$/.test(fence.token.lang ?? "")) {
    return refuse(fence, "a fence ```diff, or ```ts with the whole answer,");
  }
  if (!isClosed(fence.token)) return refuse(fence, "a fence that ends");
  if (more) return refuse(more, "nothing after the fence");
  const { lang, text } = fence.token;
  const inside = { ...fence.place, line: fence.place.line + 1 };
  return {
    name,
    place,
    wrong: wrong.token.text.replaceAll("\n", " "),
    verdict,
    says,
    ...(why !== undefined && { why }),
    hint,
    answer: lang === "ts" ? `${text}\n` : parseEdits(text, inside),
    ...(base !== undefined && { base }),
  };
}

/** All values are code spans, but for the hint, which is Markdown. */
function readFacts(list: Tokens.List, start: MarkdownPlace): Facts {
  const facts: Facts = {};
  for (const { item, place } of placeItems(list, start)) {
    const { text } = item;
    const [, word, rest = ""] = /^(\w+):\s+(.*)$/s.exec(text) ?? [];
    const key = keys.find((one) => one === word);
    if (key === undefined || facts[key] !== undefined) {
      const form = "verdict: …, says: …, hint: …, and perhaps why: … and base: …, once each";
      throw new MarkdownError(place, form, quote(text));
    }
    const value = key === "hint" ? rest.replaceAll("\n", " ") : codeSpanOf(rest);
    if (value === undefined) throw new MarkdownError(place, `${key}: \`…\``, quote(text));
    facts[key] = value;
  }
  return facts;
}

/** Without the backticks inside it. */
function quote(markdown: string): string {
  return quoteStart(markdown.replaceAll("`", ""));
}
