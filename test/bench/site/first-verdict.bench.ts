// Measures how long somebody who opens a lesson in a browser for the first time waits for the first verdict, and for the next.
// npx tsx --conditions=solutions test/bench/site/first-verdict.bench.ts [ROUNDS] [LESSON/EXERCISE…]: 5 rounds by default

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { loadCourse } from "#workbook/course/load-course.ts";
import { serveSite } from "#workbook/site/serve-site.ts";
import { renderSite } from "#workbook/site/site.ts";
import { openBrowser, openPage } from "../../browser.ts";
import { describeMachine } from "../harness/machine.ts";
import { summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const [rounds = "5", ...named] = process.argv.slice(2);
const exercises =
  named.length > 0 ? named : ["02-locks/spin-lock", "02-locks/mutex", "04-queues/bounded-queue"];

const server = await serveSite(await renderSite(await loadCourse(root)), { port: 0 });
const browser = await openBrowser();
try {
  console.log(`${describeMachine()}, Chromium ${browser.version()}\n`);
  const rows: string[][] = [];
  for (const id of exercises) {
    const visits: Visit[] = [];
    for (let round = 0; round < Number(rounds); round++) visits.push(await visit(id));
    const column = (name: keyof Visit) => showSummary(summarize(visits.map((one) => one[name])));
    rows.push([id, column("openMs"), column("firstMs"), column("nextMs")]);
  }
  console.log(renderTable(["ms", "page", "page to first verdict", "next verdict"], rows));
} finally {
  await browser.close();
  await server.close();
}

interface Visit {
  /** Until the page is there. */
  openMs: number;
  /** From the address to the verdict, with our solution written in no time. */
  firstMs: number;
  /** From the button to the verdict, of the same answer once more. */
  nextMs: number;
}

/** A browser that has nothing of the site yet. */
async function visit(id: string): Promise<Visit> {
  const page = await openPage(browser);
  const startedAt = performance.now();
  await page.goto(`${server.url}${id.split("/")[0]}/index.html`);
  const openMs = performance.now() - startedAt;
  const place = page.locator(`[data-playground="${id}"]`);
  await place.getByRole("button", { name: "Write it here" }).click();
  await page.locator(".cm-content").fill(readFileSync(`${root}solutions/${id}.ts`, "utf8"));
  await check(page);
  const firstMs = performance.now() - startedAt;
  const askedAt = performance.now();
  await check(page);
  const nextMs = performance.now() - askedAt;
  await page.context().close();
  return { openMs, firstMs, nextMs };
}

async function check(page: Page): Promise<void> {
  const verdict = page.locator(".verdict .right, .verdict .wrong");
  await page.getByRole("button", { name: "Check" }).click();
  await verdict.waitFor();
  const said = await verdict.innerText();
  if (!said.startsWith("✓")) throw new Error(`expected a pass, got: ${said}`);
}
