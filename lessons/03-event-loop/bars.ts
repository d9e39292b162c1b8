// Measurements as plain text: a bar to see, and the number to read.

const longest = 20;

/** A line for each value; the largest has the longest bar. */
export function renderBars(values: ReadonlyMap<string, number>, unit = "", digits = 1): string {
  const width = Math.max(...[...values.keys()].map((name) => name.length));
  const most = Math.max(...values.values());
  return [...values]
    .map(([name, value]) => {
      const bar = "█".repeat(Math.round((value / most) * longest)) || "▏";
      return `${name.padEnd(width)}  ${bar} ${value.toFixed(digits)}${unit && ` ${unit}`}`;
    })
    .join("\n");
}
