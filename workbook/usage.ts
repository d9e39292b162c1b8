// What is said of a command and of all of them: how they are called, with which options, and examples.

import { columnsOf, span } from "./reader/span.ts";
import type { Command } from "./session/command.ts";
import { type Paper, renderProse, unbroken } from "./views/prose.ts";

const start = "npm start --";

/** How one command is called, and with which options. */
export function renderUsage(command: Command, paper: Paper): string {
  const { name, operands } = command;
  const options = listOptions(command);
  const words = [name, operands, ...options.map(({ left }) => `[${left}]`)].filter(Boolean);
  const parts = words.flatMap((word) => [" ", unbroken(word, paper.style)]);
  const usage = renderProse([unbroken(start, paper.style), ...parts], paper, [
    span("Usage: ", paper.style),
  ]);
  return [usage, ...renderRows(options, paper)].join("\n");
}

/** What was wrong with a command line; rows that fit stay as they are. */
export function renderProblem(message: string, paper: Paper): string {
  return message
    .split("\n")
    .map((row) => (columnsOf(row) <= paper.width ? row : renderProse([row], paper)))
    .join("\n");
}

/** Where no command was meant: a list of all would push the sentence before it out of a small window. */
export const shortUsage = `Usage: ${start} COMMAND …\n\nEvery command: ${start} --help`;

/** What `--help` says of a command. */
export function renderHelp(command: Command, paper: Paper): string {
  const { summary } = command;
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return [
    renderProse([sentence], paper),
    "",
    renderUsage(command, paper),
    "",
    renderExamples(command, paper),
  ].join("\n");
}

export function renderExamples({ name, examples }: Command, paper: Paper): string {
  const rows = Object.entries(examples).map(([words, right]) => ({
    left: `${start} ${name} ${words}`.trim(),
    right,
  }));
  return [rows.length === 1 ? "Example:" : "Examples:", ...renderRows(rows, paper)].join("\n");
}

/** Every command, one a line. */
export function renderAllUsage(commands: readonly Command[], paper: Paper): string {
  const rows = commands.map(({ name, operands, summary }) => ({
    left: `${name} ${operands}`.trim(),
    right: summary,
  }));
  return [
    "Usage: npm start                    opens the workbook",
    "       npm start -- COMMAND …       does one thing",
    "       npm start -- COMMAND --help  its options, examples",
    "       npm start -- --version       which version this is",
    "",
    ...renderRows(rows, paper),
  ].join("\n");
}

interface Row {
  left: string;
  right: string;
}

function listOptions({ options = {} }: Command): Row[] {
  return Object.entries(options).map(([written, right]) => ({ left: `--${written}`, right }));
}

/** In two columns. What is wider than half the paper has a line of its own. */
function renderRows(rows: readonly Row[], paper: Paper): string[] {
  const { style, width } = paper;
  const widths = rows.map(({ left }) => left.length).filter((one) => one <= width / 2);
  const column = Math.max(4, ...widths);
  return rows.map(({ left, right }) => {
    if (left.length <= column)
      return renderProse([right], paper, [span(`  ${left.padEnd(column)}  `, style)]);
    const below = renderProse([right], paper, [span(" ".repeat(column + 4), style)]);
    return `  ${left}\n${below}`;
  });
}
