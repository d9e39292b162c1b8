// Measurements as plain text: aligned columns, a median with its spread.
import type { Summary } from "./statistics.ts";

/** The first column is aligned left, all others right. Returns lines that end with a newline. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const renderRow = (cells: readonly string[]): string =>
    widths
      .map((width, i) =>
        i === 0 ? (cells[i] ?? "").padEnd(width) : (cells[i] ?? "").padStart(width),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...rows].map((row) => `${renderRow(row)}\n`).join("");
}

/** `0.52 (0.48–0.61)`: median, smallest and largest, with `digits` after the point. */
export function showSummary({ median, min, max }: Summary, digits = 0): string {
  return `${showNumber(median, digits)} (${showNumber(min, digits)}–${showNumber(max, digits)})`;
}

/** With commas between thousands. */
export function showNumber(value: number, digits = 0): string {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
