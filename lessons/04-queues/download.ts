// One download, for the demos and exercises that need somebody to wait for.

/** Throws an Error that names the URL and the status, unless the server has sent the document. */
export async function download(url: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal: signal ?? null });
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(url).pathname}: status ${response.status}`);
  return text;
}
