// Reads a lesson's page, README.md, into its parts.

import { readFileSync } from "node:fs";
import { type MarkedToken, marked, type Tokens } from "marked";
import type { Lesson, Sitting } from "./course.ts";
import { type Fence, isClosed, parseFenceInfo } from "./fences.ts";
import { parseFrontMatter } from "./front-matter.ts";
import { type ExerciseHints, parseHints } from "./hints.ts";
import { MarkdownError, quoteStart } from "./markdown-error.ts";
import { countBreaks, isSectionHeading, type PlacedToken, placeTokens } from "./placed-tokens.ts";
import { isPrediction, type Prediction, parsePrediction } from "./predictions.ts";

export interface LessonPage {
  title: string;
  /** To read the page and run its demos. */
  minutes: number;
  exerciseMinutes?: number;
  /** Each a sitting, if the page has more than one. */
  sittings: Sitting[];
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

/** The parts of a lesson's page. Throws an error that names file, line, expected and got. */
export function readPage({ id, pageFile }: Pick<Lesson, "id" | "pageFile">): LessonPage {
  return readLesson(readFileSync(pageFile, "utf8"), `lessons/${id}/README.md`);
}

/**
 * The parts of a page in the form CONTRIBUTING.md gives.
 *
 * @param file Names the page in errors.
 * @throws MarkdownError
 */
export function readLesson(markdown: string, file = "README.md"): LessonPage {
  const { body, bodyLine, sittingMinutes, ...frontMatter } = parseFrontMatter(markdown, file);
  const { title } = frontMatter;
  const tokens = placeTokens(body, { file, line: bodyLine });
  const hintsAt = tokens.findIndex(
    ({ token }) => isSectionHeading(token) && token.text === "Hints",
  );
  const shown = hintsAt === -1 ? tokens : tokens.slice(0, hintsAt);
  const hidden = hintsAt === -1 ? [] : tokens.slice(hintsAt + 1);
  const { screens, starts } = splitScreens(shown, title);
  const count = Math.max(1, starts.length);
  if (sittingMinutes.length !== count) {
    const expected = `minutes: for each of ${count} # headings`.replace(
      "each of 1 # headings",
      "the whole page",
    );
    throw new MarkdownError({ file, line: 1 }, expected, `${sittingMinutes.length}`);
  }
  return {
    ...frontMatter,
    minutes: sittingMinutes.reduce((sum, minutes) => sum + minutes),
    sittings: starts.map((start, index) => ({ ...start, minutes: sittingMinutes[index] ?? 0 })),
    screens,
    hints: parseHints(hidden),
    predictions: shown.flatMap(({ token, place }) =>
      token.type === "blockquote" && isPrediction(token) ? [parsePrediction(token, place)] : [],
    ),
    fences: [
      ...shown.flatMap((placed) => readFences(placed, false)),
      ...hidden.flatMap((placed) => readFences(placed, true)),
    ],
    exercises: readExercises(shown),
  };
}

function splitScreens(
  tokens: PlacedToken[],
  lessonTitle: string,
): { screens: Screen[]; starts: Omit<Sitting, "minutes">[] } {
  const screens: Screen[] = [];
  const starts: Omit<Sitting, "minutes">[] = [];
  /** The heading of a sitting, which its first screen shows. */
  let opening = "";
  for (const { token, place } of tokens) {
    if (token.type === "def") continue;
    if (isSittingHeading(token)) {
      starts.push({ title: (token as Tokens.Heading).text, screen: screens.length });
      opening = `${token.raw.trimEnd()}\n\n`;
      continue;
    }
    if (token.type === "space" && opening !== "") continue;
    const { line } = place;
    if (isSectionHeading(token)) screens.push({ title: token.text, markdown: opening, line });
    else if (screens.length === 0 && token.type !== "space") {
      screens.push({ title: lessonTitle, markdown: opening, line });
    } else if (opening !== "") {
      throw new MarkdownError(place, "a ## heading below a # heading", quoteStart(token.raw));
    }
    opening = "";
    const screen = screens.at(-1);
    if (screen) screen.markdown += token.raw;
  }
  // The targets of links such as `[text][target]` serve every screen.
  const targets = tokens.flatMap(({ token }) => (token.type === "def" ? [token.raw.trim()] : []));
  const complete = screens.map((screen) => {
    const parts = [screen.markdown.trim(), ...(targets.length > 0 ? ["", ...targets] : [])];
    return { ...screen, markdown: `${parts.join("\n")}\n` };
  });
  return { screens: complete, starts };
}

function isSittingHeading(token: MarkedToken): boolean {
  return token.type === "heading" && token.depth === 1;
}

function readExercises(tokens: PlacedToken[]): string[] {
  const names: string[] = [];
  for (const { token, place } of tokens) {
    if (token.type !== "paragraph" || !token.raw.startsWith("**Exercise")) continue;
    const name = /^\*\*Exercise\*\* `([^`\s]+)`:\s*\S/.exec(token.raw)?.[1];
    if (name === undefined) {
      throw new MarkdownError(place, "**Exercise** `name`: and what to do", quoteStart(token.raw));
    }
    if (names.includes(name)) {
      throw new MarkdownError(place, "each exercise to be named once", `\`${name}\` again`);
    }
    names.push(name);
  }
  return names;
}

/** The fences in a token, however deep. */
function readFences({ token, place: start }: PlacedToken, inHints: boolean): Fence[] {
  const blocks: Tokens.Code[] = [];
  marked.walkTokens([token], (inner) => {
    if (inner.type === "code" && inner.codeBlockStyle !== "indented")
      blocks.push(inner as Tokens.Code);
  });
  const lines = token.raw.split("\n");
  let from = 0;
  return blocks.map((block) => {
    const { raw, lang = "", text } = block;
    const opening = raw.trim().split("\n")[0] ?? "";
    const index = lines.findIndex((text, index) => index >= from && text.includes(opening));
    const place = { ...start, line: start.line + Math.max(index, 0) };
    from = index + countBreaks(raw.trim()) + 1;
    if (!isClosed(block)) {
      throw new MarkdownError(place, "the code fence to end", "the end of the page");
    }
    const { rest, ...info } = parseFenceInfo(lang);
    if (rest.length > 0) {
      const form = "a fence such as ```ts demos/x.ts#region or ```text demos/x.ts shape";
      throw new MarkdownError(place, form, quoteStart(opening.replaceAll("`", "")));
    }
    return { ...info, code: text, line: place.line, inHints };
  });
}
