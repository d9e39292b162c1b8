// The site of our course, made once for all test files that run in one process.

import { loadCourse } from "#workbook/course/load-course.ts";
import { renderSite, type SiteFiles } from "#workbook/site/site.ts";
import { repositoryRoot } from "./toy-course.ts";

let making: Promise<SiteFiles> | undefined;

export function makeCourseSite(): Promise<SiteFiles> {
  making ??= loadCourse(repositoryRoot).then(renderSite);
  return making;
}
