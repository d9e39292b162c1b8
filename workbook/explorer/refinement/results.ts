// What a call came to, as text: equal for what no client can tell apart.

/** Between the results of a thread's calls. */
export const separator = "; ";

/** Makes the call. An error is a result like any other. */
export function resultOf(call: () => unknown, whenThrown: () => void = () => {}): string {
  try {
    return showValue(call());
  } catch (error) {
    whenThrown();
    return `throws ${error instanceof Error ? error.name : showValue(error)}`;
  }
}

function showValue(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  return JSON.stringify(value) ?? String(value);
}
