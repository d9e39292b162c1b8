// The game's page: its levels by lesson, and the place where one of them opens.

import type { Lesson } from "../course/course.ts";
import { type Level, levels, nameLevel } from "../game/levels.ts";
import { describeKept } from "../game/words.ts";
import { type Html, html, joinHtml } from "./html.ts";
import { count, renderDocument } from "./layout.ts";
import type { MarkdownRenderer } from "./markdown.ts";

/** Easiest first. */
export function listLevels({ id }: Lesson): Level[] {
  return levels.filter(({ exercise }) => exercise.startsWith(`${id}/`));
}

/** @param lessons those that have levels */
export function renderPlayPage(
  lessons: readonly Lesson[],
  { inline }: Pick<MarkdownRenderer, "inline">,
): string {
  const total = lessons.flatMap(listLevels).length;
  return renderDocument({
    title: "Break it, then fix it · Interleave",
    description: `A game of ${total} levels: you are the scheduler. Break wrong locks, then fix them.`,
    top: "",
    main: html`<h1>Break it, then fix it</h1>
<div data-play>
<section data-stage aria-label="Level" hidden></section>
<p role="status" data-status></p>
<p data-ways hidden><a href="#levels">All levels</a> <a href="#levels" data-next>Next level</a></p>
<div id="levels" data-levels>
<p>You are the scheduler. A wrong answer of the course stands in front of you. Choose which thread goes next, a step at a time, until it breaks.
Par is the shortest way. Hints and steps back are free. Then fix it: edit the code until no schedule breaks it.</p>
<noscript><p>Playing needs JavaScript.</p></noscript>
${joinHtml(lessons.map((lesson) => renderLesson(lesson, inline)))}
</div>
</div>`,
  });
}

function renderLesson(lesson: Lesson, inline: MarkdownRenderer["inline"]): Html {
  const all = listLevels(lesson);
  return html`<h2 id="${lesson.id}">${lesson.number} ${lesson.title}</h2>
<p class="about">${count(all.length, "level")}</p>
<ol class="levels">
${joinHtml(all.map((level) => renderLevel(level, inline)))}
</ol>`;
}

function renderLevel(level: Level, inline: MarkdownRenderer["inline"]): Html {
  const { exercise, mistake, par, shows } = level;
  const id = `level/${nameLevel(level)}`;
  const name = `${exercise.replace(/^.*\//, "")}: ${mistake}`;
  return html`<li id="${id}" data-level="${nameLevel(level)}" data-par="${par}">
<a href="#${id}">${name}</a> <span class="about" data-state>${describeKept(level, undefined)}</span>
<details><summary>What it shows</summary><p class="shows">${inline(shows)}</p></details>
</li>`;
}
