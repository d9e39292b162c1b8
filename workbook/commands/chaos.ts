// `chaos SCENARIO`: the fault server of lesson 09, to be downloaded from by hand.

import { once } from "node:events";
import type { Scenario } from "#lesson/09-downloader/fault-script.ts";
import { type LoggedRequest, startFaultServer } from "#lesson/09-downloader/fault-server.ts";
import { scenarioGroups, scenarios } from "#lesson/09-downloader/faults/index.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { UsageError } from "../usage.ts";
import type { Base } from "./context.ts";

/** Serves until it is interrupted; without an operand, lists the scenarios. */
export async function chaos({ terminal, operands }: Base): Promise<number> {
  const [name] = operands;
  if (name === undefined) {
    await print(describeScenarios());
    return 0;
  }
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) {
    const close = scenarios.filter((one) => one.name.includes(name)).map((one) => one.name);
    const hint = close.length > 0 ? ` Did you mean ${close.join(", ")}?` : "";
    throw new UsageError(`There is no scenario \`${name}\`.${hint}`);
  }
  const interrupted = once(process, "SIGINT");
  const server = await startFaultServer(scenario, {
    onRequest: (request) => terminal.print(renderRequest(request)),
    onReply: ({ number, status, sentBytes }) =>
      terminal.print(`#${number} ${status}, ${sentBytes} bytes`),
  });
  await print(describeInvitation(scenario, server.url));
  await interrupted;
  await server.close();
  return 0;

  async function print(markdown: string): Promise<void> {
    const { width, colors, links } = terminal;
    terminal.print(await renderMarkdown(markdown, { width, colors, links }));
  }
}

/** Markdown. */
function describeScenarios(): string {
  const groups = Object.entries(scenarioGroups).map(([group, list]) => {
    const rows = list.map(({ fault, name, server }) => `- ${fault} \`${name}\`: ${server}`);
    return [`**${group}**`, "", ...rows].join("\n");
  });
  return [...groups, "Start one: `npm start -- chaos SCENARIO`"].join("\n\n");
}

/** Markdown. */
function describeInvitation({ server, must }: Scenario, url: string): string {
  return [
    `The server ${server}. A downloader must ${must}.`,
    "In another terminal:",
    `\`\`\`sh\nnpm start -- download ${url}\n\`\`\``,
    "What it asks is shown here, until Ctrl-C.",
  ].join("\n\n");
}

function renderRequest({ number, connection, raw }: LoggedRequest): string {
  const [first, ...headers] = raw.split("\r\n");
  const lines = headers.map((line) => `     ${line}`);
  return [`\n#${number} over connection ${connection}: ${first}`, ...lines].join("\n");
}
