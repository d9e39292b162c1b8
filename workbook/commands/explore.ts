// `explore FILE [--json]`: a scenario file under every schedule.
import { explore } from "../explorer/explore.ts";
import { loadScenario, ScenarioFileError } from "../explorer/load-scenario.ts";
import { renderExploration } from "../explorer/render-trace.ts";

export interface ExploreRequest {
  file: string;
  json: boolean;
  /** In characters. */
  width: number;
}

/** What to print, and the exit code: 0 holds, 1 does not, 2 no scenario there. */
export interface ExploreAnswer {
  text: string;
  exitCode: 0 | 1 | 2;
}

export async function exploreFile({ file, json, width }: ExploreRequest): Promise<ExploreAnswer> {
  try {
    const exploration = explore(await loadScenario(file));
    const exitCode = exploration.verdict === "holds" ? 0 : 1;
    if (json) return { text: JSON.stringify(exploration, null, 2), exitCode };
    return { text: renderExploration(exploration, { width }), exitCode };
  } catch (error) {
    if (!(error instanceof ScenarioFileError) && !(error instanceof TypeError)) throw error;
    const text = json ? JSON.stringify({ error: error.message }) : error.message;
    return { text, exitCode: 2 };
  }
}
