// The explorer's public face.
export { explore } from "./explore.ts";
export { lineKey, type Recording, recordExploration } from "./recording.ts";
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
export { warmUp } from "./warm-up.ts";
