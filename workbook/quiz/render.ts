// Puts a sitting into words: Markdown for the reader, which styles it. Nothing here prints.

import { letterOf, type Question } from "./question.ts";
import type { AskedQuestion, Outcome, QuestionResult, SittingSummary } from "./sitting.ts";
import { describeNext, describeScore } from "./words.ts";

type Graded = Extract<Outcome, { kind: "graded" }>;

/** A question with its lettered options, as Markdown. */
export function renderQuestion({ question, number, total, again }: AskedQuestion): string {
  const place = again ? `Question ${number} of ${total}, again` : `Question ${number} of ${total}`;
  const options = question.options.map(({ text }, index) => `- **${letterOf(index)})** ${text}`);
  return joinBlocks([
    `## ${place}: ${question.title}`,
    // The reader takes the words after the language for a source file; `run` is for the course's check alone.
    question.body.replace(/^( {0,3}(?:`{3,}|~{3,}))[ \t]*ts run[ \t]*$/gm, "$1ts"),
    explainCommas(question),
    options.join("\n"),
  ]);
}

/** What a comma in the options means, if it means something. */
export function explainCommas({ run, options }: Question): string {
  const hasLines = run && options.some(({ text }) => text.includes(", "));
  return hasLines ? "In the options, a comma stands between the lines the program prints." : "";
}

/** Whether the answer was right, then every option with its reason, as Markdown. */
export function renderFeedback({ question, grade, memory, returns }: Graded): string {
  const rightLetters = lettersWhere(grade.options, ({ right }) => right);
  const chosenLetters = lettersWhere(grade.options, ({ chosen }) => chosen);
  const verb = rightLetters.length === 1 ? "is" : "are";
  const verdict = grade.right
    ? `**Right: ${listWords(rightLetters)}.**`
    : `**Not right.** You chose ${listWords(chosenLetters)}; right ${verb} **${listWords(rightLetters)}**.`;

  const options = question.options.map(({ text, right, reason }, index) => {
    const chosen = grade.options[index]?.chosen ? ", your choice" : "";
    const head = `- **${letterOf(index)}) ${right ? "right" : "wrong"}${chosen}:** ${text}`;
    // On a line of its own; empty lines would push the verdict out of the window.
    return `${head}  \n${indent(reason)}`;
  });
  const whenAgain = returns
    ? "This question comes back at the end of this sitting."
    : memory.box < 2
      ? "This question comes back in the next sitting."
      : "";
  return joinBlocks([verdict, options.join("\n"), whenAgain]);
}

/** The score of a sitting and what the next one asks, as Markdown. */
export function renderSummary(summary: SittingSummary): string {
  const wrong = summary.results.filter(({ comesBack }) => comesBack === "wrong");
  return joinBlocks([
    "## Your sitting",
    `**${describeScore(summary)}**`,
    describeNext(summary),
    ...(wrong.length === 0
      ? []
      : [
          "Those that were wrong:",
          wrong.map((result) => `- ${result.question.title}${correctedNote(result)}`).join("\n"),
        ]),
  ]);
}

function correctedNote({ first, timesAnswered }: QuestionResult): string {
  return first && !first.grade.right && timesAnswered > 1
    ? ` (wrong at first, asked ${timesAnswered} times)`
    : "";
}

function lettersWhere<T>(items: T[], test: (item: T) => boolean): string[] {
  return items.flatMap((item, index) => (test(item) ? letterOf(index) : []));
}

/** "a", "a and b", "a, b and c". */
function listWords(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function indent(markdown: string): string {
  return markdown.replace(/^(?=.)/gm, "  ");
}

function joinBlocks(blocks: string[]): string {
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
