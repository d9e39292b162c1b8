// Ends a test run with one plain line that any log reader understands.

import type { Reporter, TestModule } from "vitest/node";

export class PlainSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const skipped = tests.length - count("passed") - count("failed");
    process.stdout.write(
      `${count("passed")} passed, ${count("failed") + broken} failed, ${skipped} skipped\n`,
    );
  }
}
