// A sitting of a quiz: the terminal's own, which brings back what was wrong.

import { letterOf, type Question } from "../../quiz/question.ts";
import { isRelearning, pickQuestions } from "../../quiz/schedule.ts";
import { Sitting } from "../../quiz/sitting.ts";
import { describeNext, describeScore } from "../../quiz/words.ts";
import { ChoiceForm } from "./choice.ts";
import { find, findAll } from "./elements.ts";
import { changeProgress, lessonProgress, readProgress } from "./kept-progress.ts";

export function startQuiz(quiz: HTMLElement): void {
  const lessonId = quiz.dataset.quiz ?? "";
  const forms = new Map<string, HTMLFormElement>();
  for (const form of findAll<HTMLFormElement>(quiz, "form[data-question]")) {
    form.hidden = true;
    forms.set(form.dataset.question ?? "", form);
  }
  const { quiz: memory } = readProgress();
  const bank = [...forms.values()].map(readQuestion);
  const due = pickQuestions(bank, memory, new Date());
  find(quiz, "[data-opening]").hidden = due.length > 0;
  const questions = due.length > 0 ? due : bank;
  const sitting = new Sitting({ questions, memory, now: () => new Date() });
  askNext(false);

  function askNext(movesFocus: boolean): void {
    const asked = sitting.nextQuestion();
    if (!asked) {
      showSummary();
      return;
    }
    const { question, number, total, again } = asked;
    const form = formOf(question);
    form.hidden = false;
    const place = `Question ${number} of ${total}${again ? ", again" : ""}: `;
    find(form, "[data-number]").textContent = place;
    const next = find(form, "[data-next]");
    next.hidden = true;
    const skip = find(form, "[data-skip]");
    skip.hidden = false;
    const choice = new ChoiceForm(form);
    choice.ask((chosen) => {
      choice.say(take(chosen));
      choice.answer(chosen);
      skip.hidden = true;
      next.hidden = false;
      choice.focusAnswer();
    });
    next.onclick = () => {
      form.hidden = true;
      askNext(true);
    };
    skip.onclick = () => {
      sitting.answer("");
      form.hidden = true;
      askNext(true);
    };
    // Not at the start: who has only opened the page is at its top.
    if (movesFocus) find(form, "h2").focus();
  }

  /** Keeps the answer; what to say about it. */
  function take(chosen: readonly number[]): string {
    const outcome = sitting.answer(chosen.map(letterOf).join(" "));
    if (outcome.kind !== "graded") throw new Error(`expected a graded answer, got ${outcome.kind}`);
    const { question, grade, memory, returns } = outcome;
    changeProgress((progress) => {
      progress.quiz[question.id] = memory;
      if (sitting.summary().unanswered === 0) lessonProgress(progress, lessonId).quizTaken = true;
    });
    const verdict = grade.right ? "Right." : "Not right.";
    if (returns) return `${verdict} This question comes back at the end of this sitting.`;
    return isRelearning(memory)
      ? `${verdict} This question comes back in the next sitting.`
      : verdict;
  }

  function showSummary(): void {
    const sat = sitting.summary();
    const summary = find(quiz, "[data-summary]");
    summary.hidden = false;
    find(summary, "[data-score]").textContent = describeScore(sat);
    find(summary, "[data-returning]").textContent = describeNext(sat);
    find(summary, "h2").focus();
  }

  function formOf({ id }: Question): HTMLFormElement {
    const form = forms.get(id);
    if (!form) throw new Error(`expected a form for ${id}, got none`);
    return form;
  }
}

/** What a sitting asks about: which options are right. The words stay on the page. */
function readQuestion(form: HTMLFormElement): Question {
  const options = new ChoiceForm(form).right.map((right) => ({ text: "", reason: "", right }));
  const chooseAll = form.querySelector("input[type=checkbox]") !== null;
  return { id: form.dataset.question ?? "", title: "", body: "", options, chooseAll };
}
