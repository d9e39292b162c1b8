// Markdown on the site: what a page says stays text.

import { expect, test } from "vitest";
import { loadHighlight } from "#workbook/site/highlight.ts";
import { html } from "#workbook/site/html.ts";
import { markdownRenderer } from "#workbook/site/markdown.ts";

const highlight = await loadHighlight();
const { blocks, inline } = markdownRenderer({ highlight, findLine: () => 7 });

test("values of a template are escaped, unless they are HTML already", () => {
  const name = `<b title='a' id="b">&`;
  expect(html`<p title="${name}">${html`<i>${name}</i>`}${[html`1`, html`2`]}${0}</p>`.text).toBe(
    '<p title="&lt;b title=&#39;a&#39; id=&quot;b&quot;&gt;&amp;"><i>&lt;b title=&#39;a&#39; id=&quot;b&quot;&gt;&amp;</i>120</p>',
  );
});

test("no tag of a page becomes a tag of the site", () => {
  const tags = (markup: string) => [...markup.matchAll(/<\/?(\w+)/g)].map(([, name]) => name);
  expect(tags(blocks("<script>alert(1)</script>\n").text)).toEqual([]);
  expect(tags(blocks("a <img src=x onerror=alert(1)> b").text)).toEqual(["p", "p"]);
  expect(tags(blocks("&lt;script&gt;alert(1)&lt;/script&gt;").text)).toEqual(["p", "p"]);
  expect(tags(inline("`<script>` and \\<script>").text)).toEqual(["code", "code"]);
  expect(tags(blocks("```html\n<script>\n```").text)).not.toContain("script");
  expect(tags(blocks("```ts\nconst a = '</code><script>';\n```").text)).not.toContain("script");
  expect(tags(blocks("```text demos/<script>.ts\nx\n```").text)).not.toContain("script");
  expect(tags(blocks("| <script> |\n| --- |\n| <b>x</b> |").text)).not.toContain("b");
  expect(tags(blocks('![<script>](x "y")').text)).toEqual(["p", "p"]);
});

test("a link leads out of the site, or is text", () => {
  expect(inline("[Node](https://nodejs.org/a?b=1&c=2)").text).toBe(
    '<a href="https://nodejs.org/a?b=1&amp;c=2">Node</a>',
  );
  for (const target of ["javascript:alert(1)", "&#106;avascript:alert(1)", "../01-threads/x.ts"])
    expect(inline(`[here](${target})`).text).toBe("here");
  expect(inline('<https://a.b/"onclick=x>').text).not.toMatch(/" ?onclick/);
});

test("code has its source above it, and a class for each kind of token", () => {
  expect(blocks("```ts demos/x.ts#a\nconst a = 1; // one\n```").text).toBe(
    '<figure class="code"><figcaption>demos/x.ts, from line 7</figcaption><pre tabindex="0"><code><span class="keyword">const </span><span class="constant">a </span><span class="keyword">= </span><span class="constant">1</span>; <span class="comment">// one</span></code></pre></figure>',
  );
  expect(blocks("```text\na < b\n```").text).toBe(
    '<figure class="code"><pre tabindex="0"><code>a &lt; b</code></pre></figure>',
  );
});
