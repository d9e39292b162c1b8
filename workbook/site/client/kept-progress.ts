// Progress in the browser: the terminal's progress file, as it is, under one key of its storage.

import { emptyProgress, type Progress, parseProgress } from "../../progress/shape.ts";
import { find } from "./elements.ts";

const key = "interleave";

/** Where the browser keeps nothing for us, what was done is known as long as the page is open. */
let unkept: Progress | undefined;

/** What a visitor should know of what is kept, below every page. */
function tell(words: string): void {
  find(document, "[data-kept]").textContent = words;
}

/** The browser has refused: what is done is known as long as the page is open. */
export function tellUnkept(): void {
  tell(
    "This browser does not keep what you do here. It is gone when you leave the page or load it again.",
  );
}

export function readProgress(): Progress {
  if (unkept) return unkept;
  try {
    const text = localStorage.getItem(key);
    if (text === null) return emptyProgress();
    const parsed = parseProgress(text);
    if (parsed.kind === "fit") return parsed.progress;
    // Put aside, so that nothing writes over it.
    const aside = `${key}.${parsed.kind}`;
    localStorage.setItem(aside, text);
    localStorage.removeItem(key);
    const why = parsed.kind === "newer" ? "is of a newer version" : "cannot be read";
    tell(
      `What this browser had kept ${why}; it is now in its storage as ${aside}, and the course starts fresh.`,
    );
    return emptyProgress();
  } catch {
    unkept = emptyProgress();
    tellUnkept();
    return unkept;
  }
}

/** Reads first, since another tab may have written. */
export function changeProgress(change: (progress: Progress) => void): void {
  const progress = readProgress();
  change(progress);
  try {
    localStorage.setItem(key, JSON.stringify(progress));
  } catch {
    unkept = progress;
    tellUnkept();
  }
}

/** The entry of one lesson, made if there is none yet. */
export function lessonProgress(progress: Progress, id: string): Progress["lessons"][string] {
  const entry = progress.lessons[id] ?? { screen: 0, done: false };
  progress.lessons[id] = entry;
  return entry;
}
