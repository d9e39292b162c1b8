// Begins a test run with the files that take longest: started last, one of them would run on alone.

import { BaseSequencer, type TestSpecification } from "vitest/node";

const longest = ["answers.test.ts", "course.test.ts"];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      longest.some((name) => moduleId.endsWith(`/test/${name}`)) ? 0 : 1;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
