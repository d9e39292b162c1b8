// Reads the file in which the answer's process keeps its journal.

import { readFileSync } from "node:fs";
import type { JournalEntry } from "../journal.ts";

/** Empty if there is no such file. */
export function readJournal(file: string): JournalEntry[] {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalEntry];
    } catch {
      // The last line may be cut off: its writer was killed.
      return [];
    }
  });
}
