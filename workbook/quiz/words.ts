// What is said at the end of a sitting, in a terminal and in a browser.

import type { SittingSummary } from "./sitting.ts";

/** How it went: what was answered, and how much of that was right at the first try. */
export function describeScore({ right, wrong, total }: SittingSummary): string {
  const answered = `You answered ${right + wrong} of ${total} question${total === 1 ? "" : "s"}`;
  return right + wrong === 0
    ? `${answered}.`
    : `${answered}: ${right} right at the first try, ${wrong} wrong.`;
}

/** What of it the next sitting asks; empty if nothing. */
export function describeNext({ results }: SittingSummary): string {
  const wrong = results.filter(({ comesBack }) => comesBack === "wrong").length;
  const open = results.filter(({ comesBack }) => comesBack === "open").length;
  const parts = [
    ...(wrong === 0
      ? []
      : [`${wrong} that ${wrong === 1 ? "was" : "were"} wrong, until right twice in a row`]),
    ...(open === 0 ? [] : [`${open} not answered in this one`]),
  ];
  return parts.length === 0 ? "" : `In the next sitting: ${parts.join(", and ")}.`;
}
