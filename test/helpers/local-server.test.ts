// The web server of demos and tests.

import { expect, it } from "vitest";
import { serve } from "#lesson/03-event-loop/local-server.ts";

it("announces no time after which it closes an idle connection", async () => {
  const server = await serve((_request, response) => response.end("soup"));
  try {
    const response = await fetch(server.url);
    expect(await response.text()).toBe("soup");
    expect(response.headers.get("connection")).toBe("keep-alive");
    expect(response.headers.get("keep-alive")).toBe(null);
  } finally {
    server.close();
  }
});
