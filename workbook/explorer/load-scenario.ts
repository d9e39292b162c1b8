// A scenario file from disk: its default export, checked.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import "./explore.ts";
import type { Scenario } from "./scenario.ts";

/** What is wrong with a scenario file, in words for its author. */
export class ScenarioFileError extends Error {}

/** Loads the default export of `file`. Throws a `ScenarioFileError`, with its cause kept. */
export async function loadScenario(file: string): Promise<Scenario> {
  let loaded: { default?: unknown };
  try {
    loaded = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ScenarioFileError(`${file} cannot be loaded: ${reason}`, { cause });
  }
  const scenario = loaded.default;
  const missing = findMissing(scenario);
  if (missing !== undefined)
    throw new ScenarioFileError(`${file}: expected a scenario as default export, got ${missing}.`);
  return scenario as Scenario;
}

function findMissing(scenario: unknown): string | undefined {
  if (typeof scenario !== "object" || scenario === null) return String(scenario);
  const { memory, threads } = scenario as Partial<Scenario>;
  if (typeof memory !== "object" || memory === null) return "one without `memory`";
  if (Array.isArray(threads)) {
    return threads.every((thread) => typeof thread === "function")
      ? undefined
      : "one whose `threads` are not all functions";
  }
  const group = threads as { count?: unknown; run?: unknown } | undefined;
  if (typeof group?.count === "number" && typeof group.run === "function") return undefined;
  return "one without `threads`";
}
