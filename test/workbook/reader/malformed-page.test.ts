import { describe, expect, test } from "vitest";
import { readLesson } from "#workbook/course/page.ts";
import { page } from "./sample-page.ts";

describe("a malformed page says where, what was expected and what came", () => {
  const file = "lessons/01-threads/README.md";
  test.each([
    [
      "no front matter",
      "---\n\ntitle",
      "title",
      "1: expected front matter: a line ---, then title: … and minutes: …, then ---, got `title: Threads`",
    ],
    [
      "front matter without an end",
      "minutes: 20\n---",
      "minutes: 20",
      "1: expected front matter: a line ---, then title: … and minutes: …, then ---, got no second ---",
    ],
    ["no title", "title: Threads\n", "", "1: expected title: … in the front matter, got none"],
    ["no minutes", "minutes: 20\n", "", "1: expected minutes: … in the front matter, got none"],
    [
      "minutes that are no number",
      "minutes: 20",
      "minutes: soon",
      "4: expected minutes: a whole number, or one for each sitting, such as 20 + 25, got `soon`",
    ],
    [
      "an unknown key",
      "minutes: 20",
      "time: 20",
      "4: expected title: …, minutes: … or exercises: …, once each, got `time: 20`",
    ],
    [
      "minutes for exercises that are no number",
      "minutes: 20",
      "minutes: 20\nexercises: many",
      "5: expected exercises: a whole number, got `many`",
    ],
    [
      "a prediction whose demo is not code",
      "`coffee`:",
      "coffee:",
      "9: expected a prediction to begin **Predict** `demo`: and a question, got `**Predict** coffee: what is on the *last* line?`",
    ],
    [
      "a prediction without a question",
      " what is on the *last* line?",
      "",
      "9: expected a question after **Predict** `demo`:, got none",
    ],
    [
      "an answer without a reason",
      "[ ] Nothing waits\n>    for it.",
      "[ ]",
      "16: expected an answer to begin [ ] or [x], got `1. [ ]`",
    ],
    [
      "an option that is marked",
      "1. The kettle",
      "1. [x] The kettle",
      "11: expected an option without a mark, got `1. [x] The kettle boils.`",
    ],
    [
      "an answer without a mark",
      "[x] Without",
      "Without",
      "18: expected an answer to begin [ ] or [x], got `2. Without a join — there is none — the cup is filled.`",
    ],
    [
      "answers that are not folded",
      "> <details><summary>Answer</summary>\n>\n",
      "> Answer\n>\n",
      "14: expected a line <details><summary>Answer</summary>, got `Answer`",
    ],
    [
      "a fold without an end",
      ">\n> </details>\n",
      "",
      "9: expected a line </details>, got the end of the prediction",
    ],
    [
      "words after the answers",
      "> </details>\n",
      "> </details>\n>\n> Well.\n",
      "22: expected the answers to end the prediction, got `Well.`",
    ],
    [
      "fewer answers than options",
      "> 2. [x] Without a join — there is none — the cup is filled.\n",
      "",
      "16: expected an answer to each of 2 options, got 1",
    ],
    [
      "no answer marked right",
      "[x] Without",
      "[ ] Without",
      "16: expected one answer marked [x], got 0",
    ],
    [
      "two answers marked right",
      "[ ] Nothing",
      "[x] Nothing",
      "16: expected one answer marked [x], got 2",
    ],
    [
      "an unknown word in a fence",
      "```ts demos/coffee.ts#kettle",
      "```ts demos/coffee.ts#kettle shapes",
      "24: expected a fence such as ```ts demos/x.ts#region or ```text demos/x.ts shape, got `ts demos/coffee.ts#kettle shapes`",
    ],
    [
      "an exercise whose name is not code",
      "**Exercise** `join`:",
      "**Exercise** join:",
      "37: expected **Exercise** `name`: and what to do, got `**Exercise** join: wait for a thread.`",
    ],
    [
      "an exercise named twice",
      "`first-error`",
      "`join`",
      "39: expected each exercise to be named once, got `join` again",
    ],
    [
      "hints in bullets",
      "1. Two events.",
      "- Two events.",
      "57: expected one list 1. 2. 3. … under ### first-error, and nothing else, got `- Two events.`",
    ],
    [
      "an exercise without hints",
      "1. Two events.",
      "",
      "55: expected a list 1. 2. 3. … under ### first-error, got none",
    ],
    [
      "hints before any exercise",
      "### join",
      "Words.",
      "46: expected ### and the name of an exercise, got `Words.`",
    ],
    [
      "hints for an exercise twice",
      "### first-error",
      "### join",
      "55: expected hints for each exercise once, got `join` again",
    ],
    [
      "a heading after the hints",
      "1. Two events.",
      "1. Two events.\n\n## More",
      "59: expected one list 1. 2. 3. … under ### first-error, and nothing else, got `## More`",
    ],
    [
      "a fence without an end",
      "1. Two events.",
      "1. Two events.\n\n   ```ts\n   a",
      "59: expected the code fence to end, got the end of the page",
    ],
  ])("%s", (_mistake, old, replacement, message) => {
    expect(errorOf(pageWith(old, replacement))).toBe(`${file}:${message}`);
  });
});

/** The page with `old` replaced, which must be in it. */
function pageWith(old: string, replacement: string): string {
  expect(page).toContain(old);
  return page.replace(old, replacement);
}

function errorOf(markdown: string): string {
  try {
    readLesson(markdown, "lessons/01-threads/README.md");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no error";
}
