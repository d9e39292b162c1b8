// The explorer's public face.
export { explore } from "./explore.ts";
export { loadScenario, ScenarioFileError } from "./load-scenario.ts";
export { moveTo, type ReadLine, type ReplayMove, renderFrame } from "./render-frame.ts";
export { renderExploration, renderTrace } from "./render-trace.ts";
export type { Frame, Replayed } from "./replay.ts";
export { decodeSchedule, encodeSchedule } from "./replay-code.ts";
export { replayScenario } from "./replay-scenario.ts";
export {
  type Cells,
  defineScenario,
  type Exploration,
  type ExploreOptions,
  type Memory,
  type MemorySpec,
  type Scenario,
  type ScheduleStep,
  type Trace,
  type TraceStep,
  type Verdict,
} from "./scenario.ts";
