// Reads the command line and runs one command; loads nothing that the command does not need.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Base, Context } from "./commands/context.ts";
import { CourseError } from "./course/course.ts";
import { mapStack } from "./map-stack.ts";
import { ProgressError } from "./progress/errors.ts";
import { openTerminal } from "./terminal/terminal.ts";
import {
  type CommandName,
  type CommandUsage,
  commands,
  isCommandName,
  renderAllUsage,
  renderUsage,
  UsageError,
} from "./usage.ts";

/** Runs one command. Returns its exit code: 0 nothing to complain of, 1 failed, 2 wrong usage. */
export async function main(words: string[]): Promise<number> {
  const terminal = openTerminal();
  const [name, ...rest] = words;
  try {
    if (name === "help" || name === "--help" || name === "-h") {
      terminal.print(renderAllUsage());
      return 0;
    }
    if (name !== undefined && !isCommandName(name)) {
      throw new UsageError(`There is no command \`${name}\`.${suggest(name)}`);
    }
    const given = process.env.INTERLEAVE_COURSE ?? fileURLToPath(new URL("..", import.meta.url));
    const root = given.replace(/[\\/]$/, "");
    // Its command line is that of the program of lesson 09, which reads it itself.
    if (name === "download") {
      return await (await import("./downloader/download.ts")).download(rest, { root, terminal });
    }
    const { operands, options } = parse(name, rest);
    if (options.help) {
      terminal.print(name ? renderUsage(name) : renderAllUsage());
      return 0;
    }
    const base: Base = { root, terminal, operands, options };
    if (name === "explore") return await (await import("./commands/explore.ts")).explore(base);
    if (name === "chaos") return await (await import("./downloader/chaos.ts")).chaos(base);
    if (name === "replay") return await (await import("./commands/replay.ts")).replay(base);
    const { loadCourse } = await import("./course/load-course.ts");
    return await (await load(name))({ ...base, course: loadCourse(base.root) });
  } catch (error) {
    return explain(error, name);
  }

  function explain(error: unknown, command: string | undefined): number {
    if (error instanceof UsageError) {
      terminal.printError(error.message);
      terminal.printError(
        command !== undefined && isCommandName(command) ? renderUsage(command) : renderAllUsage(),
      );
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
}

type Command = (context: Context) => Promise<number>;

async function load(
  name: Exclude<CommandName, "chaos" | "download" | "explore" | "replay"> | undefined,
): Promise<Command> {
  switch (name) {
    case undefined:
      return (await import("./commands/menu.ts")).menu;
    case "list":
      return (await import("./commands/list.ts")).list;
    case "read":
      return (await import("./commands/read.ts")).read;
    case "run":
      return (await import("./commands/run.ts")).run;
    case "check":
      return (await import("./commands/check.ts")).check;
    case "watch":
      return (await import("./commands/watch.ts")).watch;
    case "hint":
      return (await import("./commands/hint.ts")).hint;
    case "solution":
      return (await import("./commands/solution.ts")).solution;
    case "reset":
      return (await import("./commands/reset.ts")).reset;
    case "mistake":
      return (await import("./commands/mistake.ts")).mistake;
    case "quiz":
      return (await import("./commands/quiz.ts")).quiz;
    case "score":
      return (await import("./downloader/score.ts")).score;
    case "doctor":
      return (await import("./commands/doctor.ts")).doctor;
  }
}

function parse(
  name: keyof typeof commands | undefined,
  words: string[],
): Pick<Context, "operands" | "options"> {
  const usage: CommandUsage = name ? commands[name] : { operands: "", summary: "" };
  const names = [...Object.keys(usage.options ?? {}), "help"];
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: Object.fromEntries(names.map((option) => [option, { type: "boolean" as const }])),
    });
    const isEndless = usage.operands.includes("…");
    const most = isEndless ? positionals.length : (usage.operands.match(/[A-Z]+/g)?.length ?? 0);
    if (positionals.length > most) {
      const last = positionals[most];
      const expected =
        ["nothing", "at most one word", "at most two words", "at most three words"][most] ??
        `${most} words`;
      throw new UsageError(`Expected ${expected} after \`${name}\`, got \`${last}\` too.`);
    }
    return { operands: positionals, options: values as Record<string, boolean> };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message.split(". ")[0]}.`);
  }
}

function suggest(name: string): string {
  const close = Object.keys(commands).find(
    (known) => known.startsWith(name) || name.startsWith(known) || isOneSlipAway(known, name),
  );
  return close ? ` Did you mean \`${close}\`?` : "";
}

function isOneSlipAway(known: string, name: string): boolean {
  const sorted = (word: string) => [...word].sort().join("");
  return sorted(known) === sorted(name);
}
