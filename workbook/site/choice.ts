// A question with options, of a page or of a quiz: choose, and then see every option with its reason.
// Without a script the answer is folded below; with one, it opens after a choice.

import { type Html, html } from "./html.ts";
import type { MarkdownRenderer } from "./markdown.ts";

export interface Choice {
  /** Unique on the page, and fit for an `id`. */
  id: string;
  /** Markdown. */
  options: readonly { text: string; reason: string; right: boolean }[];
  /** Whether several may be right. */
  several: boolean;
  /** What the button says. */
  action: string;
}

/** What stands in a question's `<form>`. `question` is what is asked, and labels the options. */
export function renderChoice(
  { id, options, several, action }: Choice,
  question: Html,
  { inline, blocks }: MarkdownRenderer,
): Html {
  const type = several ? "checkbox" : "radio";
  const offered = options.map(
    ({ text }, index) => html`<div class="option" data-option="${index}">
<input type="${type}" name="option" value="${index}" id="${id}-${index}"${several ? "" : requiredOf(index)}>
<label for="${id}-${index}">${inline(text)}</label>
</div>
`,
  );
  const answers = options.map(
    ({ text, reason, right }, index) => html`<li data-option="${index}" class="${rightness(right)}">
<p><strong>${right ? "Right" : "Wrong"}<span data-chosen hidden>, your choice</span>:</strong> ${inline(text)}</p>
${blocks(reason)}
</li>
`,
  );
  return html`<div id="${id}-question">${question}</div>
<fieldset aria-labelledby="${id}-question">
${offered}</fieldset>
<p><button hidden>${action}</button> <span role="status" data-status></span></p>
<details class="answer"><summary>Answer</summary>
<ul>
${answers}</ul>
</details>
`;
}

function rightness(right: boolean): string {
  return right ? "right" : "wrong";
}

/** The browser asks for a choice by itself; one radio button of a group that requires it is enough. */
function requiredOf(index: number): Html {
  return index === 0 ? html` required` : html``;
}
