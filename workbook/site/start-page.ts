// The first page: what the course is, in the words of the README, and its lessons.

import { Lexer, type MarkedToken } from "marked";
import type { Lesson } from "../course/course.ts";
import type { Highlight } from "./highlight.ts";
import { type Html, html, joinHtml, noHtml } from "./html.ts";
import { lessonHref, quizHref, renderDocument, renderMinutes } from "./layout.ts";
import { type MarkdownRenderer, markdownRenderer } from "./markdown.ts";

export interface StartParts {
  /** Markdown; empty if the course has none. */
  readme: string;
  lessons: readonly { lesson: Lesson; predictions: number; questions: number }[];
  /** Of the game. */
  hasLevels: boolean;
  highlight: Highlight;
}

export function renderStartPage({ readme, lessons, hasLevels, highlight }: StartParts): string {
  const markdown = markdownRenderer({ highlight });
  const { title, opening, builds } = readReadme(readme);
  const rows = lessons.map((row) => renderRow(row, builds.get(row.lesson.id), markdown));
  return renderDocument({
    title,
    description: "Learn threads, locks and queues in Node.js: lessons, predictions and quizzes.",
    top: "",
    main: html`<h1>${title}</h1>
${markdown.blocks(opening)}
<p>Here in the browser you read, predict, take the quizzes, write locks that are graded, and play the game. The demos and the other exercises run in your terminal.</p>
<ul>
${hasLevels ? html`<li><a href="play.html">Break a lock yourself</a>: in the game, you are the scheduler.</li>\n` : noHtml}<li><a href="playground.html">Try every schedule of a small program</a> in the Playground.</li>
</ul>
<h2>Lessons</h2>
<ol class="lessons">
${joinHtml(rows)}
</ol>
<section data-progress hidden>
<h2>Your progress</h2>
<p>This browser keeps it in the form of the terminal's file, <code>.interleave/progress.json</code>. So you can carry it from one to the other:
add the terminal's file here, then save, and put the saved file in the place of the terminal's.</p>
<p><button type="button">Save as a file</button></p>
<p><label for="progress-file">Add the progress in a file:</label>
<input id="progress-file" type="file" accept=".json,application/json"></p>
<p role="status" data-status></p>
</section>`,
  });
}

function renderRow(
  { lesson, predictions, questions }: StartParts["lessons"][number],
  builds: string | undefined,
  { inline }: MarkdownRenderer,
): Html {
  const quiz =
    questions > 0
      ? html` · <a href="${quizHref(lesson, "")}">Quiz, ${questions} questions</a>`
      : noHtml;
  const built = builds === undefined ? noHtml : html`<p>You build ${inline(builds)}.</p>\n`;
  return html`<li data-lesson="${lesson.id}" data-predictions="${predictions}" data-questions="${questions}">
<h3><a href="${lessonHref(lesson, "")}">${lesson.number} ${lesson.title}</a></h3>
${built}<p class="about">${renderMinutes(lesson)}${quiz}</p>
<p data-done hidden></p>
</li>`;
}

interface Readme {
  title: string;
  /** Markdown: the paragraphs before the picture. */
  opening: string;
  /** Markdown, by lesson id: the table's second column. */
  builds: ReadonlyMap<string, string>;
}

function readReadme(readme: string): Readme {
  const tokens = new Lexer().lex(readme) as MarkedToken[];
  const title = tokens.find((token) => token.type === "heading")?.text ?? "Lessons";
  const end = tokens.findIndex(
    ({ type, raw }) => raw.startsWith("![") || (type === "heading" && raw.startsWith("##")),
  );
  const opening = tokens.slice(0, end).filter(({ type }) => type === "paragraph");
  const rows = tokens.flatMap((token) => (token.type === "table" ? token.rows : []));
  const builds = rows.flatMap(([lesson, built]): [string, string][] => {
    const id = /\]\(lessons\/([^/)]+)\//.exec(lesson?.text ?? "")?.[1];
    return id === undefined || built === undefined ? [] : [[id, built.text]];
  });
  return { title, opening: opening.map(({ raw }) => raw).join("\n\n"), builds: new Map(builds) };
}
