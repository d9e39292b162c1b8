// What the pages do beyond showing text: a page has the parts that it has, and each is brought to life.

import { startCarrying } from "./carry-progress.ts";
import { showDone } from "./done.ts";
import { findAll } from "./elements.ts";
import { readProgress } from "./kept-progress.ts";
import { keepForOffline } from "./offline.ts";
import { startPlay } from "./play.ts";
import { startPlayground } from "./playground.ts";
import { startPrediction } from "./prediction.ts";
import { startQuiz } from "./quiz.ts";
import { startReadButton } from "./read-button.ts";

// It says what became of what was kept, also on a page that shows none of it.
readProgress();
for (const form of findAll<HTMLFormElement>(document, "form[data-prediction]"))
  startPrediction(form);
for (const quiz of findAll(document, "[data-quiz]")) startQuiz(quiz);
for (const button of findAll(document, "[data-read]")) startReadButton(button);
for (const place of findAll(document, "[data-playground]")) startPlayground(place);
for (const game of findAll(document, "[data-play]")) startPlay(game);
const showRows = (): void => {
  for (const row of findAll(document, "[data-lesson]")) showDone(row);
};
showRows();
for (const section of findAll(document, "[data-progress]")) startCarrying(section, showRows);
keepForOffline();
