// Opens the editor of an exercise where the page has a place for it: by its button, or by a link that names it.

import type * as Playground from "../../playground/page/index.ts";
import { fileVerdict } from "../../progress/shape.ts";
import { find } from "./elements.ts";
import { changeProgress, tellUnkept } from "./kept-progress.ts";

/** The folder of the playground's files, beside this script. */
export const base = new URL("playground/", (document.currentScript as HTMLScriptElement).src);

/** Loaded when the first editor or the first level is opened. */
export async function loadPlayground(): Promise<typeof Playground> {
  return await import(new URL("page.js", base).href);
}

export function startPlayground(place: HTMLElement): void {
  const id = place.dataset.playground ?? "";
  const button = find<HTMLButtonElement>(place, "[data-open]");
  const status = find(place, "[data-status]");
  let isOpening = false;
  button.hidden = false;
  button.onclick = () => void open(undefined, "button");
  window.addEventListener("hashchange", () => {
    // A link into an editor that is open brings other code.
    if (isOpening && linkedHere() !== undefined) location.reload();
    else openLinked();
  });
  openLinked();
  // The page of scenarios has nothing else to show.
  if (id === "scenario" && !isOpening) void open(undefined, "page");

  /** What a link to this editor brings, which may be nothing; undefined if the address is none. */
  function linkedHere(): { packed: string | undefined } | undefined {
    const [, linked, packed] =
      /^#play\/(scenario|[\w-]+\/[\w-]+?)(?:\/(.+))?$/.exec(location.hash) ?? [];
    return linked === id ? { packed } : undefined;
  }

  function openLinked(): void {
    const link = linkedHere();
    if (link) void open(link.packed, "link");
  }

  /** With the exercise's name. */
  function show(): void {
    (place.closest("[data-exercise]") ?? place).scrollIntoView();
  }

  async function open(
    packed: string | undefined,
    asked: "button" | "link" | "page",
  ): Promise<void> {
    if (isOpening) return;
    isOpening = true;
    status.textContent = "The editor is being loaded…";
    place.classList.add("opening");
    if (asked === "link") show();
    try {
      const { openPlayground } = await loadPlayground();
      await openPlayground(place, {
        base,
        id,
        packed,
        drafts,
        onVerdict: (verdict, why) => {
          const filed = { ...verdict, why };
          changeProgress((progress) => {
            fileVerdict(progress, id, filed, new Date().toISOString());
          });
          return undefined;
        },
      });
      if (asked === "link") show();
      if (asked === "button") find(place, ".cm-content").focus();
    } catch (error) {
      status.textContent = `The editor could not be opened: ${explain(error)}`;
      isOpening = false;
      if (asked === "link") show();
    } finally {
      place.classList.remove("opening");
    }
  }
}

/** Why something of it did not open. */
export function explain(error: unknown): string {
  if (location.protocol === "file:")
    return "it needs a web server. In your terminal, `npm start -- site` is one.";
  return error instanceof Error ? error.message : String(error);
}

/** Code that is being written, each under a key of its own. */
export const drafts = {
  read(id: string): string | undefined {
    try {
      return localStorage.getItem(keyOf(id)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  keep(id: string, code: string | undefined): void {
    try {
      if (code === undefined) localStorage.removeItem(keyOf(id));
      else localStorage.setItem(keyOf(id), code);
    } catch {
      tellUnkept();
    }
  },
};

function keyOf(id: string): string {
  return `interleave.code.${id}`;
}
