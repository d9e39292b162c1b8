// A course that exists in memory alone, for what never opens a file.

import type { Course, Lesson } from "#workbook/course/course.ts";

export interface SampleLesson {
  id: string;
  exercises: string[];
  demos: string[];
}

export function sampleCourse(lessons: SampleLesson[]): Course {
  return { root: "/course", name: "sample", version: "1.0.0", lessons: lessons.map(toLesson) };
}

function toLesson({ id, exercises, demos }: SampleLesson): Lesson {
  const topic = id.slice(3);
  return {
    id,
    number: id.slice(0, 2),
    title: topic.charAt(0).toUpperCase() + topic.slice(1),
    sittings: [],
    minutes: 20,
    folder: `/course/lessons/${id}`,
    pageFile: `/course/lessons/${id}/README.md`,
    quizFile: `/course/quiz/${id}.md`,
    exercises: exercises.map((name) => ({
      name,
      id: `${id}/${name}`,
      lessonId: id,
      specifier: `#exercise/${id}/${name}.ts`,
      stubFile: `/course/lessons/${id}/exercises/${name}.ts`,
      solutionFile: `/course/solutions/${id}/${name}.ts`,
      testFile: `/course/test/lessons/${id}/${name}.test.ts`,
      learnerFile: `/course/exercises/${id}/${name}.ts`,
    })),
    demos: demos.map((name) => ({
      name,
      lessonId: id,
      file: `/course/lessons/${id}/demos/${name}.ts`,
    })),
  };
}
