// Three small questions that the tests of the quiz share: one right option, several, and a program.

import type { Question } from "#workbook/quiz/question.ts";

export const joinQuestion: Question = {
  id: "02-locks/join",
  title: "What does `join` wait for?",
  body: "Think of the kettle.",
  chooseAll: false,
  options: [
    { text: "The first message", right: false, reason: "There may be none." },
    { text: "The end", right: true, reason: "`exit` comes last." },
    { text: "A second", right: false, reason: "A clock knows nothing\nof threads." },
  ],
};

export const sharedQuestion: Question = {
  id: "02-locks/shared",
  title: "What is shared?",
  body: "Choose all that apply.",
  chooseAll: true,
  options: [
    { text: "The pid", right: true, reason: "One process." },
    { text: "The heap", right: false, reason: "One a thread." },
    { text: "The directory", right: true, reason: "One a process." },
    { text: "The loop", right: false, reason: "One a thread, too." },
  ],
};

export const printQuestion: Question = {
  id: "02-locks/print",
  title: "What does this print?",
  body: "```ts run\nconsole.log(1);\nconsole.log(2);\n```",
  chooseAll: false,
  run: { code: "console.log(1);\nconsole.log(2);", line: 3 },
  options: [
    { text: "`2, 1`", right: false, reason: "Lines run in order." },
    { text: "`1, 2`", right: true, reason: "Lines run in order, as here." },
  ],
};
