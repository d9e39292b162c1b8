// Draws measurements as bars of text, each beside its share of the first.

export interface Measured {
  label: string;
  ms: number;
}

/** One line for each: the first is 1, the others say how many times as long they took. */
export function drawBars(measured: readonly Measured[], columns = 30): string {
  const first = measured[0]?.ms ?? 1;
  const longest = Math.max(...measured.map(({ ms }) => ms));
  const labelWidth = Math.max(...measured.map(({ label }) => label.length));
  const lines = measured.map(({ label, ms }) => {
    const bar = "█".repeat(Math.max(1, Math.round((ms / longest) * columns)));
    return `${label.padEnd(labelWidth)} ${bar} ${(ms / first).toFixed(1)}`;
  });
  return lines.join("\n");
}

export async function measure(label: string, work: () => Promise<unknown>): Promise<Measured> {
  const startedAt = performance.now();
  await work();
  return { label, ms: performance.now() - startedAt };
}
