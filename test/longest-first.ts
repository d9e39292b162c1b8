// Begins a test run with the files that take longest: started last, one of them would run on alone. Those that share a
// process come one after the other, or they would not.

import { BaseSequencer, type TestSpecification } from "vitest/node";

const longest = ["answers.test.ts", "course.test.ts"];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      if (longest.some((name) => moduleId.endsWith(`/test/${name}`))) return 0;
      if (project.config.isolate) return 2;
      return project.name === "browser" ? 1 : 3;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
