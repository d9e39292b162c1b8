// Reads the command line and runs one command; loads nothing that the command does not need.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commands, findCommand, menu } from "./command-list.ts";
import { CourseError } from "./course/course.ts";
import { NotInCourse } from "./course/find.ts";
import { findSimilar } from "./course/similar-name.ts";
import { mapStack } from "./map-stack.ts";
import { ProgressError } from "./progress/errors.ts";
import { readWords } from "./read-words.ts";
import { InputError, UsageError } from "./session/command.ts";
import { asWritten, chooseOptionOrder } from "./session/option-order.ts";
import { openTerminal, type Terminal } from "./terminal/terminal.ts";

/** Runs one command. Returns its exit code: 0 nothing to complain of, 1 failed, 2 wrong usage. */
export async function main(words: string[]): Promise<number> {
  const terminal = openTerminal();
  const given = process.env.INTERLEAVE_COURSE ?? fileURLToPath(new URL("..", import.meta.url));
  const root = given.replace(/[\\/]$/, "");
  // Answers that are piped in mean the letters of the file.
  const optionOrder = terminal.isInteractive
    ? chooseOptionOrder(process.env.INTERLEAVE_OPTION_ORDER)
    : asWritten;
  try {
    return await start(...words);
  } catch (error) {
    return await explain(error, words[0], terminal);
  }

  async function start(name?: string, ...rest: string[]): Promise<number> {
    if (name === "--version" || name === "-v") {
      terminal.print(readVersion());
      return 0;
    }
    const asksForHelp = name === "help" || name === "--help" || name === "-h";
    if (asksForHelp && rest.length === 0) {
      const { renderAllUsage } = await import("./usage.ts");
      terminal.print(renderAllUsage(commands, terminal));
      return 0;
    }
    // `help check` is `check --help`.
    if (asksForHelp) return start(...rest.slice(0, 1), "--help");
    const command = name === undefined ? menu : findCommand(name);
    if (!command) throw new UsageError(`There is no command \`${name}\`.${suggest(name)}`);
    const base = { root, terminal, optionOrder, start, ...readWords(command, rest) };
    if (base.options.help) {
      const { renderHelp } = await import("./usage.ts");
      terminal.print(renderHelp(command, terminal));
      return 0;
    }
    if (command.needs === "nothing") {
      const code = await command.run(base);
      if (command.readsItsOwnWords && rest.some((word) => word === "--help" || word === "-h")) {
        const { renderExamples } = await import("./usage.ts");
        terminal.print(`\n${renderExamples(command, terminal)}`);
      }
      return code;
    }
    const { loadCourse } = await import("./course/load-course.ts");
    return command.run({ ...base, course: await loadCourse(root) });
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return version;
}

function suggest(name = ""): string {
  if (/^\d\d?$/.test(name)) return ` Did you mean \`read ${name}\`?`;
  const similar = findSimilar(
    name,
    commands.map((command) => command.name),
  );
  return similar ? ` Did you mean \`${similar}\`?` : "";
}

async function explain(
  error: unknown,
  name: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (error instanceof UsageError || error instanceof NotInCourse) {
    const command = findCommand(name);
    const { renderProblem, renderUsage, shortUsage } = await import("./usage.ts");
    // Who reads it from a pipe breaks it where they like.
    terminal.printError(
      process.stderr.isTTY ? renderProblem(error.message, terminal) : error.message,
    );
    if (!(error instanceof InputError)) {
      terminal.printError(command ? renderUsage(command, terminal) : shortUsage);
    }
    return 2;
  }
  if (error instanceof ProgressError || error instanceof CourseError) {
    terminal.printError(error.message);
    return 1;
  }
  const stack = error instanceof Error ? mapStack(error.stack ?? error.message) : String(error);
  terminal.printError(
    `This is a mistake of the workbook, not yours. Please report it with these lines:\n${stack}`,
  );
  return 1;
}
