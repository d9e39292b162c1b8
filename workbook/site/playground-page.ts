// The page for scenarios of one's own, and the list of exercises that can be done in the browser.

import type { Exercise, Lesson } from "../course/course.ts";
import { type Html, html, joinHtml, noHtml } from "./html.ts";
import { renderDocument, renderGameLink } from "./layout.ts";
import { renderSlot } from "./lesson-page.ts";

/** The fragment that opens the editor of an exercise on its lesson's page. */
export function playHref({ id, lessonId }: Exercise, top: string): string {
  return `${top}${lessonId}/index.html#play/${id}`;
}

/**
 * @param playable the lessons with the exercises that can be done in a browser
 * @param hasLevels of the game
 * @param stubLines of the scenario that the editor begins with
 */
export function renderPlaygroundPage(
  playable: readonly { lesson: Lesson; exercises: readonly Exercise[] }[],
  hasLevels: boolean,
  stubLines: number,
): string {
  const rows = playable.map(({ lesson, exercises }): Html => {
    const links = exercises.map(
      (exercise) => html`<a href="${playHref(exercise, "")}">${exercise.name}</a>`,
    );
    return html`<li>${lesson.number} ${lesson.title}: ${joinHtml(links, ", ")}</li>`;
  });
  return renderDocument({
    title: "Playground · Interleave",
    description: "Write a program of threads, and see every schedule of it tried.",
    top: "",
    main: html`<h1>Playground</h1>
<p>Write a small program of threads. Every schedule of it is tried. If one breaks it, you step through the shortest.</p>
${renderSlot("scenario", { lines: stubLines, files: 0 })}
<noscript><p>The Playground needs JavaScript.</p></noscript>
${hasLevels ? renderGameLink() : noHtml}
<h2>Exercises to write here</h2>
<p>Each of them is graded as in the terminal, by the same tests.</p>
<ul>
${joinHtml(rows)}
</ul>`,
  });
}
