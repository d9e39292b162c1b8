// The commands by name: what each is for and how it is called.

/** The command line is wrong. Shown with the usage; exit code 2. */
export class UsageError extends Error {}

export interface CommandUsage {
  /** What follows the name, such as `[LESSON [EXERCISE]]`. */
  operands: string;
  summary: string;
  /** Options by name, without the dashes, with what they do. */
  options?: Record<string, string>;
}

const json = { json: "print one JSON document and nothing else" };

export const commands = {
  list: { operands: "", summary: "lessons, exercises and your progress", options: json },
  read: { operands: "[LESSON]", summary: "a lesson, a screen at a time" },
  run: { operands: "[LESSON] DEMO", summary: "a demo; you predict first what it prints" },
  check: {
    operands: "[LESSON [EXERCISE]]",
    summary: "runs the tests of an exercise, or of a lesson",
    options: json,
  },
  watch: { operands: "[LESSON [EXERCISE]]", summary: "checks again on every save" },
  hint: { operands: "[LESSON [EXERCISE]]", summary: "the next hint for an exercise" },
  solution: {
    operands: "[LESSON [EXERCISE]]",
    summary: "our solution, after yours passes",
    options: { yes: "show it before that" },
  },
  reset: {
    operands: "[LESSON [EXERCISE]]",
    summary: "starts an exercise anew; your file is kept in a backup",
    options: { yes: "do not ask" },
  },
  mistake: {
    operands: "[LESSON [EXERCISE [NAME]]]",
    summary: "known mistakes in an exercise, which give its solution away",
    options: { check: "check the one that NAME means, as an answer of yours" },
  },
  quiz: { operands: "[LESSON]", summary: "the questions of a lesson", options: json },
  explore: {
    operands: "FILE",
    summary: "runs a scenario under every schedule",
    options: json,
  },
  replay: { operands: "[CODE]", summary: "steps through the schedule that broke an answer" },
  download: { operands: "URL…", summary: "a file from the web; --help for its options" },
  chaos: {
    operands: "[SCENARIO]",
    summary: "a server that fails on command, for you to download from",
  },
  score: {
    operands: "[FAULT…]",
    summary: "which of the 37 faults your own downloader survives",
    options: { unfinished: "with parts of yours that have not passed yet", ...json },
  },
  doctor: { operands: "", summary: "what works on this machine, and what to do about the rest" },
} satisfies Record<string, CommandUsage>;

export type CommandName = keyof typeof commands;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** How one command is called, and with which options. */
export function renderUsage(name: CommandName): string {
  const { operands, options }: CommandUsage = commands[name];
  const names = Object.keys(options ?? {}).map((option) => `[--${option}]`);
  const call = ["npm start --", name, operands, ...names].filter(Boolean).join(" ");
  const rows = Object.entries(options ?? {}).map(([option, does]) => `  --${option}  ${does}`);
  return [`Usage: ${call}`, ...rows].join("\n");
}

/** Every command, one a line. */
export function renderAllUsage(): string {
  const rows = Object.entries(commands).map(([name, { operands, summary }]): [string, string] => [
    `${name} ${operands}`.trim(),
    summary,
  ]);
  const width = Math.max(...rows.map(([call]) => call.length));
  return [
    "Usage: npm start                 opens the workbook",
    "       npm start -- COMMAND …    does one thing",
    "",
    ...rows.map(([call, summary]) => `  ${call.padEnd(width)}  ${summary}`),
  ].join("\n");
}
