// Reads a lesson's page, README.md, into its parts. Pure: text in, parts out.

import { type MarkedToken, marked, type Tokens } from "marked";
import { type Fence, parseFenceInfo } from "./fences.ts";
import { parseFrontMatter } from "./front-matter.ts";
import { type ExerciseHints, parseHints } from "./hints.ts";
import { countBreaks, pageError, quoteStart } from "./page-error.ts";
import { isPrediction, type Prediction, parsePrediction } from "./predictions.ts";

export interface LessonPage {
  title: string;
  minutes: number;
  /** In order: the opening words, then one for each `##` heading before `## Hints`. */
  screens: Screen[];
  /** In the order of the page. */
  hints: ExerciseHints[];
  predictions: Prediction[];
  fences: Fence[];
  /** Names of the exercises in the order in which the page names them. */
  exercises: string[];
}

export interface Screen {
  /** Text of the `##` heading; the lesson's title on the first screen. */
  title: string;
  /** All of the screen, its `##` heading included. */
  markdown: string;
  /** Line of its first word in the page, from 1. */
  line: number;
}

/** A token directly in the page, and its line there. */
export interface PlacedToken {
  token: MarkedToken;
  line: number;
}

/**
 * The parts of a page in the form CONTRIBUTING.md gives.
 *
 * @param file Names the page in errors.
 * @throws Error with file, line, expected and got.
 */
export function readLesson(markdown: string, file = "README.md"): LessonPage {
  const { title, minutes, body, bodyLine } = parseFrontMatter(markdown, file);
  const tokens = placeTokens(body, bodyLine);
  const hintsAt = tokens.findIndex(({ token }) => isScreenHeading(token) && token.text === "Hints");
  const shown = hintsAt === -1 ? tokens : tokens.slice(0, hintsAt);
  const hidden = hintsAt === -1 ? [] : tokens.slice(hintsAt + 1);
  return {
    title,
    minutes,
    screens: splitScreens(shown, title),
    hints: parseHints(hidden, file),
    predictions: shown.flatMap(({ token, line }) =>
      token.type === "blockquote" && isPrediction(token)
        ? [parsePrediction(token, { file, line })]
        : [],
    ),
    fences: [
      ...shown.flatMap((placed) => readFences(placed, file, false)),
      ...hidden.flatMap((placed) => readFences(placed, file, true)),
    ],
    exercises: readExercises(shown, file),
  };
}

/** marked keeps no positions, but the raw texts of its tokens add up to the page. */
function placeTokens(body: string, bodyLine: number): PlacedToken[] {
  let line = bodyLine;
  return (marked.lexer(body) as MarkedToken[]).map((token) => {
    const placed = { token, line: line + countBreaks(/^\n*/.exec(token.raw)?.[0] ?? "") };
    line += countBreaks(token.raw);
    return placed;
  });
}

function isScreenHeading(token: MarkedToken): token is Tokens.Heading {
  return token.type === "heading" && token.depth === 2;
}

function splitScreens(tokens: PlacedToken[], lessonTitle: string): Screen[] {
  const screens: Screen[] = [];
  for (const { token, line } of tokens) {
    if (token.type === "def") continue;
    if (isScreenHeading(token)) screens.push({ title: token.text, markdown: "", line });
    else if (screens.length === 0 && token.type !== "space") {
      screens.push({ title: lessonTitle, markdown: "", line });
    }
    const screen = screens.at(-1);
    if (screen) screen.markdown += token.raw;
  }
  // The targets of links such as `[text][target]` serve every screen.
  const targets = tokens.flatMap(({ token }) => (token.type === "def" ? [token.raw.trim()] : []));
  return screens.map((screen) => {
    const parts = [screen.markdown.trim(), ...(targets.length > 0 ? ["", ...targets] : [])];
    return { ...screen, markdown: `${parts.join("\n")}\n` };
  });
}

function readExercises(tokens: PlacedToken[], file: string): string[] {
  const names: string[] = [];
  for (const { token, line } of tokens) {
    if (token.type !== "paragraph" || !token.raw.startsWith("**Exercise")) continue;
    const name = /^\*\*Exercise\*\* `([^`\s]+)`:\s*\S/.exec(token.raw)?.[1];
    const place = { file, line };
    if (name === undefined) {
      throw pageError(place, "**Exercise** `name`: and what to do", quoteStart(token.raw));
    }
    if (names.includes(name)) {
      throw pageError(place, "each exercise to be named once", `\`${name}\` again`);
    }
    names.push(name);
  }
  return names;
}

/** The fences in a token, however deep. */
function readFences({ token, line }: PlacedToken, file: string, inHints: boolean): Fence[] {
  const blocks: Tokens.Code[] = [];
  marked.walkTokens([token], (inner) => {
    if (inner.type === "code" && inner.codeBlockStyle !== "indented")
      blocks.push(inner as Tokens.Code);
  });
  const lines = token.raw.split("\n");
  let from = 0;
  return blocks.map(({ raw, lang = "", text }) => {
    const opening = raw.trim().split("\n")[0] ?? "";
    const index = lines.findIndex((text, index) => index >= from && text.includes(opening));
    const place = { file, line: line + Math.max(index, 0) };
    from = index + countBreaks(raw.trim()) + 1;
    if (!/\n *(`{3,}|~{3,})\s*$/.test(raw)) {
      throw pageError(place, "the code fence to end", "the end of the page");
    }
    const { rest, ...info } = parseFenceInfo(lang);
    if (rest.length > 0) {
      const form = "a fence such as ```ts demos/x.ts#region or ```text demos/x.ts shape";
      throw pageError(place, form, quoteStart(opening.replaceAll("`", "")));
    }
    return { ...info, code: text, line: place.line, inHints };
  });
}
