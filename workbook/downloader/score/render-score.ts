// The score of a downloader: whose parts it is made of, a line for each fault, and the sum.

import { faultTitles } from "#lesson/09-downloader/chaos/faults/titles.ts";
import { span } from "../../reader/span.ts";
import { type Paper, renderProse, unbroken } from "../../views/prose.ts";
import type { Part } from "./parts.ts";
import type { FaultScore } from "./play-all.ts";

/** What plays: said before it does. */
export function renderParts(parts: readonly Part[], paper: Paper): string {
  const { style } = paper;
  const option = unbroken("--unfinished", style.cyan);
  const begun = choose("begun", false);
  const rows = [
    row("Yours", choose("passed", true)),
    row("Yours, though it has not passed yet", choose("begun", true)),
    row("Ours, because yours has not passed yet", begun),
    row("Ours, because there is none of yours", choose("untouched", false)),
  ];
  if (begun.length > 0) {
    rows.push(renderProse(["With ", option, " yours is taken all the same."], paper));
  }
  return rows.filter((text) => text !== "").join("\n");

  function choose(state: Part["state"], isOwn: boolean): Part[] {
    return parts.filter((part) => part.state === state && part.isOwn === isOwn);
  }

  function row(title: string, some: readonly Part[]): string {
    if (some.length === 0) return "";
    const names = some.map(({ exercise }) => exercise.name).join(", ");
    return renderProse([span(`${title}: `, style.bold), names], paper);
  }
}

/** Characters; a list of requests may be much longer, and its start says enough. */
const maxSentenceLength = 240;

/** One line if it was survived; else what the downloader did, below it. */
export function renderFault({ fault, played, failure }: FaultScore, paper: Paper): string {
  const { style } = paper;
  const number = String(fault).padStart(2);
  const title = faultTitles.get(fault) ?? "";
  if (played.length === 0) return line(span("-", style), [title, ": not played on this system"]);
  if (!failure) return line(span("✓", style.green), [title]);
  const { play, did } = failure;
  const words = [title, ": ", span("not survived", style.red)];
  const [first = ""] = did;
  const short = first.length > maxSentenceLength ? `${first.slice(0, maxSentenceLength)} …` : first;
  return [
    line(span("✗", style.red), words),
    renderProse([span(play.name, style.cyan), `: ${short}`], paper, [span("     ", style)]),
  ].join("\n");

  function line(mark: ReturnType<typeof span>, words: Parameters<typeof renderProse>[0]): string {
    return renderProse(words, paper, [mark, span(` ${number} `, style)]);
  }
}

/** The fault that is played now. */
export function renderWaiting(fault: number, paper: Paper): string {
  const { dim } = paper.style;
  const start = span(`… ${String(fault).padStart(2)} `, dim);
  return renderProse([span(faultTitles.get(fault) ?? "", dim)], paper, [start]);
}

export interface SumView {
  scores: readonly FaultScore[];
  /** How many more there are. */
  unplayed: number;
  parts: readonly Part[];
}

/** How many were survived, and how to play one that was not. */
export function renderSum({ scores, unplayed, parts }: SumView, paper: Paper): string {
  const { style } = paper;
  const played = scores.filter(({ played }) => played.length > 0);
  const failed = played.filter(({ failure }) => failure);
  const count = played.length - failed.length;
  const faults = played.length === 1 ? "1 fault" : `${played.length} faults`;
  const whose = parts.some(({ isOwn }) => isOwn) ? "Your" : "Our";
  const words = `${whose} downloader survives ${count} of ${faults}.`;
  const sum = renderProse([span(words, style.bold), explainRest(unplayed)], paper);
  const example = failed.find(({ failure }) => failure?.play.isScenario)?.failure?.play.name;
  if (example === undefined) return sum;
  const command = unbroken(`npm start -- chaos ${example}`, style.cyan);
  return [sum, renderProse(["To play one by hand: ", command], paper)].join("\n");
}

function explainRest(unplayed: number): string {
  if (unplayed === 0) return "";
  const rest = unplayed === 1 ? "one was" : `${unplayed} were`;
  return ` It had to be stopped in every one of them, so the other ${rest} not played.`;
}
