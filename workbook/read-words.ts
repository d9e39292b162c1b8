// What the words after a command's name mean.

import { parseArgs } from "node:util";
import { type Base, type Command, UsageError } from "./session/command.ts";

/** Operands and options among the words after the command's name. Throws UsageError for any other word. */
export function readWords(command: Command, words: string[]): Pick<Base, "operands" | "options"> {
  if (command.readsItsOwnWords) return { operands: words, options: {} };
  const { values, positionals } = parse(command, words);
  const expected = command.operands.match(/[A-Z]+/g)?.length ?? 0;
  if (positionals.length > expected && !command.operands.includes("…")) {
    const count =
      ["nothing", "at most one word", "at most two words", "at most three words"][expected] ??
      `${expected} words`;
    throw new UsageError(
      `Expected ${count} after \`${command.name}\`, got \`${positionals[expected]}\` too.`,
    );
  }
  return { operands: positionals, options: values };
}

function parse({ options = {} }: Command, args: string[]) {
  const entries = ["help", ...Object.keys(options)].map((written) => {
    const [name = "", value] = written.split(" ");
    const short = name === "help" ? { short: "h" } : {};
    return [name, { type: value === undefined ? "boolean" : "string", ...short }] as const;
  });
  try {
    return parseArgs({ args, allowPositionals: true, options: Object.fromEntries(entries) });
  } catch (error) {
    // Node's first sentence says what is wrong, but for a value that is missing or begins with a dash.
    const [sentence = ""] = (error as Error).message.split(/\.\s/);
    const [, name] =
      /^Option '--([\w-]+).* argument (?:missing|is ambiguous)$/.exec(sentence) ?? [];
    if (name === undefined) throw new UsageError(`${sentence}.`);
    const next = args[args.indexOf(`--${name}`) + 1];
    const got = next === undefined || next.startsWith("--") ? "none" : `\`${next}\``;
    throw new UsageError(`Expected a value for \`--${name}\`, got ${got}.`);
  }
}
