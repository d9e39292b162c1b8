// Knows what Vite has transformed: transforming takes longer than many a test, so it is kept between runs.

import type { DevEnvironment, EnvironmentModuleNode } from "vite";
import { stampOf } from "../../stamp.mjs";

export class TransformedFiles {
  readonly #stamps = new Map<string, string>();
  #answerFile: string | undefined;

  /** To be told of each module before it is read. */
  note(id: string): undefined {
    this.#stamps.set(id, stampOf(id));
  }

  /** Makes the next run transform again what has changed, and whatever imports the answer if that is another file now. */
  forgetChanges(environments: Record<string, DevEnvironment>, answerFile: string): void {
    for (const { moduleGraph } of Object.values(environments)) {
      const forget = (module: EnvironmentModuleNode) => moduleGraph.invalidateModule(module);
      if (answerFile !== this.#answerFile) {
        for (const answer of moduleGraph.getModulesByFile(this.#answerFile ?? "") ?? []) {
          for (const importer of answer.importers) forget(importer);
        }
      }
      for (const [id, module] of moduleGraph.idToModuleMap) {
        // The answer's stamp is not trusted: two saves may look the same on a coarse clock.
        if (module.file === answerFile || this.#stamps.get(id) !== stampOf(id)) forget(module);
      }
    }
    this.#answerFile = answerFile;
  }
}
