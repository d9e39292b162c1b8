// Tells when a file was saved, also where the system's file events do not arrive.

import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

export interface WatchOptions {
  /** How often to look, beside listening: network and container file systems lose events. */
  pollEveryMs?: number;
  /** An editor may save in several steps; the file must rest this long. */
  settleMs?: number;
  /** Called once, when a look found what no event had announced. */
  onEventsMissed?: () => void;
  /** Stands in for fs.watch in tests. */
  listen?: (folder: string, onEvent: (name: string | null) => void) => Pick<FSWatcher, "close">;
}

export interface FileWatcher {
  close(): void;
}

/** Calls `onSave` after every save of `file`, which may come and go. */
export function watchFile(
  file: string,
  onSave: () => void,
  {
    pollEveryMs = 250,
    settleMs = 25,
    onEventsMissed = () => {},
    listen = listenToFolder,
  }: WatchOptions = {},
): FileWatcher {
  let announced = fingerprint(file);
  let hasEvents = false;
  let hasComplained = false;
  let settling: NodeJS.Timeout | undefined;

  const noteChange = () => {
    const now = fingerprint(file);
    if (now === announced) return false;
    announced = now;
    clearTimeout(settling);
    settling = setTimeout(onSave, settleMs);
    return true;
  };
  // Some editors write a new file and rename it, so the folder is what to listen to.
  const listener = tryToListen();
  const poll = setInterval(() => {
    if (!noteChange() || hasEvents || hasComplained) return;
    hasComplained = true;
    onEventsMissed();
  }, pollEveryMs);

  return {
    close() {
      clearInterval(poll);
      clearTimeout(settling);
      listener?.close();
    },
  };

  function tryToListen(): Pick<FSWatcher, "close"> | undefined {
    try {
      return listen(dirname(file), (name) => {
        if (name !== null && name !== basename(file)) return;
        if (noteChange()) hasEvents = true;
      });
    } catch {
      // No events here (too many watches, an unsupported file system): looking will do.
      return undefined;
    }
  }
}

function listenToFolder(
  folder: string,
  onEvent: (name: string | null) => void,
): Pick<FSWatcher, "close"> {
  const watcher = watch(folder, (_event, name) => onEvent(name));
  watcher.on("error", () => watcher.close());
  return watcher;
}

/**
 * Changes with every save, even one within the clock's grain if the size or the file changes. Unlike `stampOf`, it
 * leaves out the time of the last change of attributes: a new mode, or a link that a backup makes, is no save.
 */
function fingerprint(file: string): string {
  try {
    const { mtimeNs, size, ino } = statSync(file, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch {
    return "none";
  }
}
