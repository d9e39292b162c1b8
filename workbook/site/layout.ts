// What every page of the site has around its content.

import type { Lesson } from "../course/course.ts";
import { type Html, html, noHtml } from "./html.ts";

export interface Page {
  title: string;
  description: string;
  /** From the page's folder to the top of the site: `""` or `../`. All links are relative, so any sub-path will do. */
  top: string;
  main: Html;
}

export function renderDocument({ title, description, top, main }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${top}site.css">
<script defer src="${top}site.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><nav aria-label="Course"><a href="${top}index.html">All lessons</a> <a href="${top}play.html">Break it, then fix it</a> <a href="${top}playground.html">Playground</a></nav></header>
<main id="content" tabindex="-1">
${main}
</main>
<footer><p data-kept>What you have done is kept in this browser alone.</p></footer>
</body>
</html>
`.text;
}

export function lessonHref({ id }: Lesson, top: string): string {
  return `${top}${id}/index.html`;
}

export function quizHref({ id }: Lesson, top: string): string {
  return `${top}${id}/quiz.html`;
}

/** The levels of the game, those of one lesson first in view. */
export function levelsHref({ id }: Lesson, top: string): string {
  return `${top}play.html#${id}`;
}

/** An invitation to the game. */
export function renderGameLink(): Html {
  return html`<p>In the game, you are the scheduler: <a href="play.html">break it, then fix it</a>.</p>`;
}

/** Links to what comes before and after, where there is such a thing. */
export function renderNeighbors(
  neighbors: readonly ({ href: string; text: string } | undefined)[],
): Html {
  const links = neighbors.flatMap((one) =>
    one ? [html`<a href="${one.href}">${one.text}</a>\n`] : [],
  );
  return links.length === 0
    ? noHtml
    : html`<nav class="neighbors" aria-label="Lesson">${links}</nav>`;
}

/** Words with their number, such as `1 minute` and `20 minutes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A noun phrase for how long a lesson takes. */
export function renderMinutes({ sittings, minutes, exerciseMinutes }: Lesson): string {
  const reading =
    sittings.length > 1
      ? `${sittings.map((sitting) => sitting.minutes).join(" + ")} minutes to read, in ${sittings.length} sittings`
      : `${count(minutes, "minute")} to read`;
  return exerciseMinutes === undefined
    ? reading
    : `${reading}; ${count(exerciseMinutes, "minute")} for the exercises`;
}
