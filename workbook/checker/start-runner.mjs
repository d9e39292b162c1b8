// Starts the runner. Vitest and the compiler are loaded before tsx is: it would read each of
// their files in search of TypeScript, which takes longer than all the rest.

import "typescript/unstable/async";
import "vitest/node";

if (!("typescript" in process.features && process.features.typescript)) {
  const { register } = await import("tsx/esm/api");
  register();
}
await import("./runner.ts");
