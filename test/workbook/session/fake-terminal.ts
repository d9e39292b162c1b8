// A terminal that hands on what is said, and where nobody types but the test.

import { Chalk } from "chalk";
import type { Terminal } from "#workbook/terminal/terminal.ts";

/** Every line goes to `say`. */
export function makeTerminal(say: (text: string) => void, parts: Partial<Terminal> = {}): Terminal {
  return {
    isInteractive: true,
    width: 80,
    height: 24,
    colors: 0,
    links: false,
    style: new Chalk({ level: 0 }),
    print: say,
    printError: say,
    replace: (_previous, text) => text,
    startAfresh() {},
    showRunning(what, keys) {
      say(keys ? `(${what}, ${keys})` : `(${what})`);
      return () => say("(ended)");
    },
    choose: async () => undefined,
    ask: async () => undefined,
    confirm: async () => undefined,
    goOn: async () => false,
    readKey: async () => "q",
    onKey: () => () => {},
    discardKeys() {},
    readLines: async function* () {},
    ...parts,
  };
}
