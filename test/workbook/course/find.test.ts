// What a learner may call a lesson, an exercise or a demo.

import { describe, expect, test } from "vitest";
import { findDemo, findTarget, NotInCourse } from "#workbook/course/find.ts";
import { sampleCourse } from "../sample-course.ts";

const course = sampleCourse([
  { id: "01-threads", exercises: ["join", "stop"], demos: ["coffee"] },
  { id: "02-locks", exercises: ["mutex", "stop"], demos: ["race", "coffee"] },
  { id: "10-deadlock", exercises: [], demos: [] },
]);

describe("a lesson or an exercise", () => {
  test.each([
    [["01"], "01-threads", undefined],
    [["1"], "01-threads", undefined],
    [["10"], "10-deadlock", undefined],
    [["02-locks"], "02-locks", undefined],
    [["02-locks/"], "02-locks", undefined],
    [["2", "mutex"], "02-locks", "mutex"],
    [["02", "mutex.ts"], "02-locks", "mutex"],
    [["02", "mutex.TS"], "02-locks", "mutex"],
    [["02-locks/mutex"], "02-locks", "mutex"],
    [["02/stop"], "02-locks", "stop"],
    [["mutex"], "02-locks", "mutex"],
    [["join.ts"], "01-threads", "join"],
  ])("is found by %j", (words, lesson, exercise) => {
    const target = findTarget(course, words);
    expect(target?.lesson.id).toBe(lesson);
    expect(target?.exercise?.name).toBe(exercise);
  });

  test("is none without words", () => {
    expect(findTarget(course, [])).toBeUndefined();
  });

  test.each([
    [
      ["03"],
      "There is no lesson or exercise `03`; the lessons are 01 (Threads), 02 (Locks), 10 (Deadlock).",
    ],
    [
      ["stop"],
      "There is more than one exercise `stop`: say `01-threads/stop` and `02-locks/stop`.",
    ],
    [["2", "join"], "Lesson 02 has no exercise `join`; its exercises are mutex, stop."],
    [["10", "join"], "Lesson 10 has no exercise `join`; its exercises are none yet."],
    [
      ["2", "mutex/again"],
      "Lesson 02 has no exercise `mutex/again`. Did you mean `mutex`? Its exercises are mutex, stop.",
    ],
    [
      ["2", "mutxe.ts"],
      "Lesson 02 has no exercise `mutxe.ts`. Did you mean `mutex`? Its exercises are mutex, stop.",
    ],
    [
      ["jon"],
      "There is no lesson or exercise `jon`. Did you mean `join`? The lessons are 01 (Threads), 02 (Locks), 10 (Deadlock).",
    ],
    [
      ["01-thread"],
      "There is no lesson or exercise `01-thread`. Did you mean `01-threads`? The lessons are 01 (Threads), 02 (Locks), 10 (Deadlock).",
    ],
    [
      ["locks", "mutex"],
      "There is no lesson or exercise `locks`; the lessons are 01 (Threads), 02 (Locks), 10 (Deadlock).",
    ],
  ])("is not found by %j, and the message says what there is", (words, message) => {
    expect(() => findTarget(course, words)).toThrow(new NotInCourse(message));
  });

  test("is not found in an empty course", () => {
    expect(() => findTarget(sampleCourse([]), ["01"])).toThrow("the lessons are none yet");
  });
});

describe("a demo", () => {
  test.each([
    [["02", "race"], "02-locks/race"],
    [["race"], "02-locks/race"],
    [["2/race.ts"], "02-locks/race"],
    [["2", "coffee"], "02-locks/coffee"],
    [["coffee"], "01-threads/coffee"],
  ])("is found by %j", (words, id) => {
    const { lesson, demo } = findDemo(course, words);
    expect(`${lesson.id}/${demo.name}`).toBe(id);
  });

  test.each([
    [
      ["02", "race/fast"],
      "Lesson 02 has no demo `race/fast`. Did you mean `race`? Its demos are race, coffee.",
    ],
    [
      ["cofee"],
      "There is no demo `cofee`. Did you mean `coffee`? `npm start -- run` lists all demos.",
    ],
    [["02", "tea"], "Lesson 02 has no demo `tea`; its demos are race, coffee."],
    [["01", "race"], "Lesson 01 has no demo `race`; there is `02 race`."],
    [["10", "coffee"], "Lesson 10 has no demo `coffee`; there is `01 coffee` and `02 coffee`."],
    [["tea"], "There is no demo `tea`; `npm start -- run` lists all demos."],
    [["10", "tea"], "Lesson 10 has no demo `tea`; its demos are none yet."],
  ])("is not found by %j, and the message says what there is", (words, message) => {
    expect(() => findDemo(course, words)).toThrow(new NotInCourse(message));
  });
});
