// The game's page: what was done of each level, and the level that the address names, in place of the list.

import { describeKept } from "../../game/words.ts";
import { fileBroken, fileFixed, type Progress } from "../../progress/shape.ts";
import { find, findAll } from "./elements.ts";
import { changeProgress, readProgress } from "./kept-progress.ts";
import { base, drafts, explain, loadPlayground } from "./playground.ts";

export function startPlay(game: HTMLElement): void {
  const stage = find(game, "[data-stage]");
  const status = find(game, "[data-status]");
  const ways = find(game, "[data-ways]");
  const list = find(game, "[data-levels]");
  const rows = findAll(list, "[data-level]");
  const title = document.title;
  let opened: { close(): void } | undefined;
  let shown: HTMLElement | undefined;
  /** How often the address was followed: what comes late is not wanted any more. */
  let turns = 0;
  for (const row of rows) showKept(row);
  window.addEventListener("hashchange", () => void follow());
  void follow();

  /** To the level that the address names, or to the list. */
  async function follow(): Promise<void> {
    const row = rows.find(({ id }) => `#${id}` === location.hash);
    const before = shown;
    if (row === before) return;
    opened?.close();
    opened = undefined;
    shown = row;
    turns += 1;
    stage.replaceChildren();
    status.textContent = "";
    list.hidden = row !== undefined;
    stage.hidden = row === undefined;
    ways.hidden = row === undefined;
    document.title = title;
    if (row) await open(row);
    else if (before) find(before, "a").focus();
  }

  async function open(row: HTMLElement): Promise<void> {
    const name = row.dataset.level ?? "";
    const turn = turns;
    const next = rows[rows.indexOf(row) + 1];
    const toNext = find<HTMLAnchorElement>(ways, "[data-next]");
    toNext.hidden = next === undefined;
    if (next) toNext.href = `#${next.id}`;
    status.textContent = "All schedules of the level are being searched…";
    const file = (change: (progress: Progress) => void): void => {
      changeProgress(change);
      showKept(row);
    };
    try {
      const { openLevel } = await loadPlayground();
      const level = await openLevel(stage, {
        base,
        name,
        number: [...(row.parentElement?.children ?? [])].indexOf(row) + 1,
        isBroken: readProgress().games?.[name]?.fewestSteps !== undefined,
        drafts,
        isWanted: () => turn === turns,
        onBroken: (steps) => file((progress) => fileBroken(progress, name, steps)),
        onFixed: () => file((progress) => fileFixed(progress, name, new Date().toISOString())),
      });
      if (!level) return;
      opened = level;
      status.textContent = "";
      document.title = `${find(row, "a").textContent} · ${title}`;
    } catch (error) {
      if (turn === turns) status.textContent = `The level could not be opened: ${explain(error)}`;
    }
  }
}

/** What was done of a level, and what it shows, once it is broken. */
function showKept(row: HTMLElement): void {
  const kept = readProgress().games?.[row.dataset.level ?? ""];
  find(row, "[data-state]").textContent = describeKept({ par: Number(row.dataset.par) }, kept);
  row.classList.toggle("fixed", kept?.fixedAt !== undefined);
  if (kept?.fewestSteps !== undefined) find<HTMLDetailsElement>(row, "details").open = true;
}
