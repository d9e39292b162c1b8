// Ends code that would never end by itself: a thread that computes for ever, or catches everything.
import { Script } from "node:vm";

const key = Symbol.for("interleave.explorer.guarded");
const script = new Script(`globalThis[Symbol.for("interleave.explorer.guarded")]()`);

/**
 * Runs `work` and returns true, or cuts it off after `timeoutMs` and returns false. Nothing in
 * `work` can catch that. Errors of `work` pass through.
 */
export function runGuarded(work: () => void, timeoutMs: number): boolean {
  const scope = globalThis as unknown as Record<symbol, unknown>;
  const outer = scope[key];
  scope[key] = work;
  try {
    script.runInThisContext({ timeout: Math.max(1, Math.ceil(timeoutMs)) });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
    throw error;
  } finally {
    scope[key] = outer;
  }
}
