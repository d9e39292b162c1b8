// A prediction: after the choice come the reasons and what the demo prints. It is made once.

import { ChoiceForm } from "./choice.ts";
import { findAll } from "./elements.ts";
import { changeProgress, readProgress } from "./kept-progress.ts";

export function startPrediction(form: HTMLFormElement): void {
  const { prediction: id = "", demo = "" } = form.dataset;
  const choice = new ChoiceForm(form);
  const made = readProgress().predictions[id];
  choice.ask((chosen) => {
    const [first = 0] = chosen;
    const right = choice.right[first] === true;
    const at = new Date().toISOString();
    changeProgress(({ predictions }) => {
      predictions[id] = { chosen: first, right, at };
    });
    choice.say(right ? "Your prediction is right." : "Your prediction is wrong.");
    choice.answer(chosen);
    for (const output of findAll<HTMLDetailsElement>(document, "details.output")) {
      if (output.dataset.demo === demo) output.open = true;
    }
    choice.focusAnswer();
  });
  if (made) choice.answer([made.chosen]);
}
