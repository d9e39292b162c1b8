// The questions of a lesson as one page. The script asks them one by one; without it they stand below each other.

import type { Lesson } from "../course/course.ts";
import type { Question } from "../quiz/question.ts";
import { explainCommas } from "../quiz/render.ts";
import { renderChoice } from "./choice.ts";
import type { Highlight } from "./highlight.ts";
import { type Html, html, joinHtml, noHtml } from "./html.ts";
import { lessonHref, renderDocument, renderNeighbors } from "./layout.ts";
import { type MarkdownRenderer, markdownRenderer } from "./markdown.ts";

export interface QuizParts {
  lesson: Lesson;
  questions: readonly Question[];
  after: Lesson | undefined;
  highlight: Highlight;
}

const top = "../";

export function renderQuizPage({ lesson, questions, after, highlight }: QuizParts): string {
  const title = `Quiz: ${lesson.number} ${lesson.title}`;
  const markdown = markdownRenderer({ highlight });
  const forms = questions.map((question, index) => renderQuestion(question, index, markdown));
  return renderDocument({
    title: `${title} · Interleave`,
    description: `${questions.length} questions on lesson ${lesson.number}, ${lesson.title}.`,
    top,
    main: html`<h1>${title}</h1>
<div data-quiz="${lesson.id}">
<p data-opening hidden>You know every question here for now. Here they are once more, for practice.</p>
${joinHtml(forms)}
<section data-summary hidden>
<h2 tabindex="-1">Your sitting</h2>
<p data-score></p>
<p data-returning></p>
<p><a href="quiz.html">Take the quiz again</a></p>
</section>
</div>
${renderNeighbors([
  { href: lessonHref(lesson, top), text: `Back: ${lesson.number} ${lesson.title}` },
  after && { href: lessonHref(after, top), text: `Next: ${after.number} ${after.title}` },
])}`,
  });
}

function renderQuestion(question: Question, index: number, markdown: MarkdownRenderer): Html {
  const { id, title, body, options, chooseAll } = question;
  const choice = { id: `question-${index + 1}`, options, several: chooseAll, action: "Answer" };
  const commas = explainCommas(question);
  const asked = html`${markdown.blocks(body)}
${commas === "" ? noHtml : html`<p>${commas}</p>`}`;
  return html`<form class="choice" data-question="${id}">
<h2 tabindex="-1"><span data-number></span>${markdown.inline(title)}</h2>
${renderChoice(choice, asked, markdown)}<p><button type="button" data-skip hidden>Skip</button> <button type="button" data-next hidden>Go on</button></p>
</form>`;
}
