// Which known mistake a failure reads like. Pure: it runs in a browser, too.

import type { KnownMistake } from "./mistakes-page.ts";

/** What a verdict is told by. */
type Sign = Pick<KnownMistake, "verdict" | "says" | "why">;

/**
 * The known mistake that a failure reads like, if there is one.
 *
 * @param likeness how much the answer's code looks like a mistake: decides between those whose failures read alike
 */
export function recognizeMistake<M extends Sign>(
  mistakes: readonly M[],
  failure: { kind: string; sentence: string; why?: string },
  likeness: (mistake: M) => number = () => 0,
): M | undefined {
  const alike = mistakes
    .filter(
      ({ verdict, says, why = "" }) =>
        (verdict === failure.kind &&
          isSaidIn(failure.sentence, says) &&
          isSaidIn(failure.why ?? "", why)) ||
        (failure.kind === "endless-loop" && isLoopIn(failure.sentence, says)),
    )
    .map((mistake) => ({ mistake, likeness: likeness(mistake) }));
  // Between equals, the longest match is the closest one.
  const length = ({ says, why = "" }: Sign) => says.length + why.length;
  alike.sort((a, b) => b.likeness - a.likeness || length(b.mistake) - length(a.mistake));
  return alike[0]?.mistake;
}

/** A browser cannot end the loop of one thread: it tells the test alone in which the explorer tells the thread, too. */
function isLoopIn(text: string, says: string): boolean {
  const title = /^(.*)” does not hold yet: Thread \d+ computed for more than/.exec(says)?.[1];
  return title !== undefined && text.includes(`${title}”`);
}

/** Whether `text` has the parts of `says` between its ` … `, in order. The only cell of a memory reads like its first. */
function isSaidIn(text: string, says: string): boolean {
  const plain = (words: string) => words.replace(/(`\w+)\[0\](?=`)/g, "$1");
  let rest = plain(text);
  for (const part of plain(says).split(" … ")) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}
