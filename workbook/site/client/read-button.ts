// The button at the end of a lesson, which says that it was read.

import { changeProgress, lessonProgress, readProgress } from "./kept-progress.ts";

export function startReadButton(button: HTMLElement): void {
  const id = button.dataset.read ?? "";
  const show = (): void => {
    button.setAttribute("aria-pressed", String(readProgress().lessons[id]?.done === true));
  };
  button.hidden = false;
  button.onclick = () => {
    changeProgress((progress) => {
      const lesson = lessonProgress(progress, id);
      lesson.done = !lesson.done;
    });
    show();
  };
  show();
}
