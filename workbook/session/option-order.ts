// In which order the options of a question are shown: another one each time, so that no letter is learned by heart.

import { createHash, randomBytes } from "node:crypto";

/** Places in the file, in the order to show. The same for the same question as long as the program runs. */
export type OptionOrder = (question: string, count: number) => number[];

export const asWritten: OptionOrder = (_question, count) =>
  Array.from({ length: count }, (_, i) => i);

/** @param wish `written` or `reversed`, for tests; else each program has an order of its own. */
export function chooseOptionOrder(wish: string | undefined): OptionOrder {
  if (wish === "written") return asWritten;
  if (wish === "reversed") return (...about) => asWritten(...about).reverse();
  return shuffleBy(randomBytes(8).toString("hex"));
}

/** Sorted by a digest, which takes no notice of where an option was written. */
export function shuffleBy(seed: string): OptionOrder {
  return (question, count) => {
    const rank = (index: number) =>
      createHash("sha256").update(`${seed}\n${question}\n${index}`).digest("hex");
    const ranks = asWritten(question, count).map((index) => ({ index, rank: rank(index) }));
    return ranks.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ index }) => index);
  };
}

/** `items` as `order` has them. */
export function arrange<T extends object>(items: readonly T[], order: readonly number[]): T[] {
  return order.map((index) => items[index]).filter((item) => item !== undefined);
}
