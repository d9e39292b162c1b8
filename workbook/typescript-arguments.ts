// How to run TypeScript in another process: Node does it by itself from 22.18 on, tsx before that.

/** Arguments to put before a `.ts` file, for `process.execPath`. */
export function typescriptArguments(): string[] {
  const isNative = "typescript" in process.features && process.features.typescript;
  return isNative
    ? ["--disable-warning=ExperimentalWarning"]
    : ["--import", import.meta.resolve("tsx")];
}
