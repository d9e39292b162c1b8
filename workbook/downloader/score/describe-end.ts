// How a play ended, in sentences: what the downloader did that it should not have done.

import { relative, sep } from "node:path";
import type { BusyLine } from "../../process/busy-line.ts";
import type { StopReason } from "../../process/limits.ts";
import type { PlayEnd } from "./player-process.ts";

/** None if it survived. `root` is the course's: files are named from there. */
export function describeEnd(end: PlayEnd, root: string): string[] {
  switch (end.type) {
    case "played":
      return end.failures;
    case "crashed":
      return [
        end.isRejection
          ? `a promise was rejected and nobody handled it: ${end.message}`
          : `an error was thrown where nobody could catch it: ${end.message}`,
      ];
    case "exited":
      return [
        /heap out of memory|allocation failed/i.test(end.errorText)
          ? describeStop("memory")
          : `it ended the whole process (${end.how})`,
      ];
    case "stopped":
      return [`${describeStop(end.reason)}${describePlace(end.busyAt, root)}`];
  }
}

function describeStop(reason: StopReason): string {
  switch (reason) {
    case "standing-still":
      return "it stood still: a promise is awaited that nothing settles, or somebody sleeps";
    case "output":
      return "it printed without end";
    case "memory":
      return "it used memory without end";
    case "processor-time":
    case "wall-time":
    case "cancelled":
      return "it was still running, without end";
  }
}

/** Only of theirs: what is busy elsewhere is so on behalf of it. */
function describePlace(busyAt: BusyLine | undefined, root: string): string {
  const file = busyAt && relative(root, busyAt.file).split(sep).join("/");
  return file?.startsWith("exercises/") ? `, at ${file}, line ${busyAt?.line}` : "";
}
