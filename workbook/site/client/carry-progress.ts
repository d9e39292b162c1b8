// Progress between this browser and the terminal: saved as a file, and a file's added to it.

import { mergeProgress } from "../../progress/merge.ts";
import { parseProgress } from "../../progress/shape.ts";
import { find } from "./elements.ts";
import { changeProgress, readProgress } from "./kept-progress.ts";

/** @param onChange when something was added */
export function startCarrying(section: HTMLElement, onChange: () => void): void {
  const input = find<HTMLInputElement>(section, "input");
  const status = find(section, "[data-status]");
  section.hidden = false;
  find(section, "button").onclick = () => {
    saveAs("progress.json", `${JSON.stringify(readProgress(), undefined, 2)}\n`);
    status.textContent = "";
  };
  input.onchange = async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    status.textContent = "";
    status.textContent = add(await file.text());
    // So that the same file can be chosen again.
    input.value = "";
    onChange();
  };
}

/** What to say of it. */
function add(text: string): string {
  const parsed = parseProgress(text);
  if (parsed.kind === "newer")
    return "This file is of a newer version of the workbook. Nothing was added; take the site of that version.";
  if (parsed.kind === "corrupt")
    return `Expected a progress file of the workbook, got one that cannot be read: ${parsed.fault}. Nothing was added; choose the file .interleave/progress.json.`;
  changeProgress((progress) => Object.assign(progress, mergeProgress(progress, parsed.progress)));
  return "What the file has is added.";
}

function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
