// A lesson as one page: its screens as sections, its predictions as forms, its hints below their exercises.

import type { MarkedToken, Token, Tokens } from "marked";
import type { Lesson } from "../course/course.ts";
import { parseFenceInfo } from "../course/fences.ts";
import type { LessonPage, Screen } from "../course/page.ts";
import { isPrediction, type Prediction } from "../course/predictions.ts";
import type { FindLine } from "../reader/code.ts";
import { renderChoice } from "./choice.ts";
import type { Highlight } from "./highlight.ts";
import { type Html, html, joinHtml, noHtml } from "./html.ts";
import {
  count,
  lessonHref,
  levelsHref,
  quizHref,
  renderDocument,
  renderMinutes,
  renderNeighbors,
} from "./layout.ts";
import { type MarkdownRenderer, markdownRenderer } from "./markdown.ts";

export interface LessonParts {
  lesson: Lesson;
  page: LessonPage;
  hasQuiz: boolean;
  /** Of the game. */
  levels: number;
  /** What the editor of an exercise needs, by its id; undefined where it cannot be graded in a browser. */
  roomOf: (id: string) => Room | undefined;
  before: Lesson | undefined;
  after: Lesson | undefined;
  highlight: Highlight;
  findLine: FindLine;
}

const top = "../";

export function renderLessonPage(parts: LessonParts): string {
  const { lesson, page, hasQuiz, levels, before, after } = parts;
  const title = `${lesson.number} ${lesson.title}`;
  const screens = new LessonScreens(parts);
  return renderDocument({
    title: `${title} · Interleave`,
    description: `${title}: ${renderMinutes(lesson)}.`,
    top,
    main: html`<h1>${title}</h1>
<p class="about">${renderMinutes(lesson)}</p>
${screens.renderContents(page.screens)}
${joinHtml(page.screens.map((screen, index) => screens.render(screen, index)))}
<p><button type="button" data-read="${lesson.id}" aria-pressed="false" hidden>I have read this lesson</button></p>
${renderNeighbors([
  before && { href: lessonHref(before, top), text: `Back: ${before.number} ${before.title}` },
  hasQuiz ? { href: quizHref(lesson, top), text: `Quiz of lesson ${lesson.number}` } : undefined,
  levels > 0
    ? { href: levelsHref(lesson, top), text: `Break it, then fix it: ${count(levels, "level")}` }
    : undefined,
  after && { href: lessonHref(after, top), text: `Next: ${after.number} ${after.title}` },
])}`,
  });
}

class LessonScreens {
  readonly #parts: LessonParts;
  readonly #markdown: MarkdownRenderer;
  /** In the order of the page, and so are those that are met. */
  readonly #predictions: Prediction[];
  readonly #level: 2 | 3;

  constructor(parts: LessonParts) {
    this.#parts = parts;
    this.#predictions = [...parts.page.predictions];
    // Sittings take the level above the screens.
    const hasSittings = parts.page.sittings.length > 0;
    this.#level = hasSittings ? 3 : 2;
    const { highlight, findLine } = parts;
    this.#markdown = markdownRenderer({ highlight, findLine, lower: hasSittings ? 1 : 0 });
  }

  /** Links to the screens that have a heading. */
  renderContents(screens: readonly Screen[]): Html {
    const { inline } = this.#markdown;
    const { sittings } = this.#parts.page;
    const links = screens.flatMap((screen, index) => {
      const sitting = sittings.find((one) => one.screen === index);
      const opens = sitting
        ? [
            html`<li><a href="#${sittingId(index)}"><strong>${inline(sitting.title)}</strong></a></li>\n`,
          ]
        : [];
      const own = this.#hasHeading(screen)
        ? [html`<li><a href="#${screenId(index)}">${inline(screen.title)}</a></li>\n`]
        : [];
      return [...opens, ...own];
    });
    return html`<nav aria-label="On this page"><details><summary>On this page</summary>
<ul>
${links}</ul>
</details></nav>`;
  }

  #hasHeading({ markdown }: Screen): boolean {
    const all = this.#markdown.tokens(markdown);
    return all.some((token) => token.type === "heading" && token.depth === 2);
  }

  render(screen: Screen, index: number): Html {
    const { title, markdown } = screen;
    const id = screenId(index);
    const { inline, tokens } = this.#markdown;
    const sitting = this.#parts.page.sittings.find((one) => one.screen === index);
    const opening = sitting
      ? html`<h2 id="${sittingId(index)}">${inline(sitting.title)}</h2>\n`
      : noHtml;
    const level = html`${this.#level}`;
    const all = tokens(markdown);
    const heading = this.#hasHeading(screen)
      ? html`<h${level} id="${id}">${inline(title)}</h${level}>\n`
      : noHtml;
    const shown = all.filter((token) => token.type !== "heading" || token.depth > 2);
    return html`${opening}<section>
${heading}${joinHtml(foldOutputs(shown).map((block) => this.#renderBlock(block)))}
</section>`;
  }

  #renderBlock(block: Block): Html {
    const { blocks } = this.#markdown;
    if (block.kind === "output") {
      return html`<details class="output" data-demo="${block.demo}"><summary>Output</summary>
${blocks(block.tokens)}
</details>`;
    }
    const { token } = block;
    if (token.type === "code" && /^npm start -- explore /m.test(token.text)) {
      const here = html`<p>Here in the browser, the <a href="${top}playground.html">Playground</a> explores what you write.</p>`;
      return html`${blocks([token])}
${here}`;
    }
    if (token.type === "blockquote" && isPrediction(token)) return this.#renderPrediction();
    const exercise = token.type === "paragraph" ? exerciseOf(token) : undefined;
    return exercise === undefined ? blocks([token]) : this.#renderExercise(exercise, token);
  }

  #renderPrediction(): Html {
    const prediction = this.#predictions.shift();
    if (!prediction)
      throw new Error("expected a prediction that the course has read, got one more");
    const { demo, question, options } = prediction;
    const { lesson } = this.#parts;
    const choice = { id: `predict-${demo}`, options, several: false, action: "Predict" };
    const asked = html`<p><strong>Predict</strong> <code>${demo}</code>: ${this.#markdown.inline(question)}</p>`;
    return html`<form class="choice" data-prediction="${lesson.id}/${demo}" data-demo="${demo}">
${renderChoice(choice, asked, this.#markdown)}</form>`;
  }

  /** An editor finds its place by `data-exercise`. */
  #renderExercise(name: string, task: Token): Html {
    const { lesson, page } = this.#parts;
    const { blocks } = this.#markdown;
    const hints = page.hints.find(({ exercise }) => exercise === name)?.hints ?? [];
    const folded = hints.map(
      (
        hint,
        index,
      ) => html`<details class="hint"><summary>Hint ${index + 1} of ${hints.length}</summary>
${blocks(hint)}
</details>
`,
    );
    const id = `${lesson.id}/${name}`;
    const room = this.#parts.roomOf(id);
    const editor = room === undefined ? noHtml : html`${renderSlot(id, room)}\n`;
    return html`<div class="exercise" data-exercise="${id}">
${blocks([task])}
${editor}<p>In your terminal:</p>
${blocks(`\`\`\`sh\nnpm start -- watch ${lesson.number} ${name}\n\`\`\``)}
${folded}</div>`;
  }
}

function screenId(index: number): string {
  return `screen-${index + 1}`;
}

function sittingId(index: number): string {
  return `sitting-${index + 1}`;
}

/** What is kept free for an editor while it is loaded. */
export interface Room {
  /** Of what it begins with. */
  lines: number;
  /** Foldouts below it. */
  files: number;
}

/** Where the editor of an exercise, or of a scenario, opens. */
export function renderSlot(id: string, { lines, files }: Room): Html {
  return html`<div id="play/${id}" data-playground="${id}" style="--lines: ${lines}; --files: ${files}">
<p><button type="button" data-open hidden>Write it here</button> <span role="status" data-status></span></p>
</div>`;
}

type Block =
  | { kind: "token"; token: MarkedToken }
  /** What a demo prints: folded, since it answers the prediction. */
  | { kind: "output"; demo: string; tokens: MarkedToken[] };

const outputOpens = "<details><summary>Output</summary>";
const outputCloses = "</details>";

function foldOutputs(tokens: readonly MarkedToken[]): Block[] {
  const blocks: Block[] = [];
  let folded: MarkedToken[] | undefined;
  for (const token of tokens) {
    const tag = token.type === "html" ? token.raw.trim() : "";
    if (tag === outputOpens) folded = [];
    else if (folded && tag === outputCloses) {
      blocks.push({ kind: "output", demo: demoOf(folded), tokens: folded });
      folded = undefined;
    } else if (folded) folded.push(token);
    else if (token.type !== "space") blocks.push({ kind: "token", token });
  }
  return blocks;
}

function demoOf(tokens: readonly MarkedToken[]): string {
  const fence = tokens.find((token): token is Tokens.Code => token.type === "code");
  const { source = "" } = parseFenceInfo(fence?.lang ?? "");
  return /^demos\/(.+)\.ts$/.exec(source)?.[1] ?? "";
}

function exerciseOf({ raw }: Tokens.Paragraph): string | undefined {
  return /^\*\*Exercise\*\* `([^`\s]+)`:/.exec(raw)?.[1];
}
