// Names as servers write them, and what must not be in one.

import { describe, expect, test } from "vitest";
import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { readHeaders } from "#lesson/09-downloader/http/headers/read-headers.ts";
import { describeBytes, downloadFrom, makeBytes } from "./raw-server.ts";

const url = "https://example.org/last";
const file = makeBytes(100);
/** As it comes: a character for each byte. */
const raw = (text: string): string => Buffer.from(text).toString("latin1");

describe("a name", () => {
  test.each([
    ['attachment; filename="résumé 何.txt"', "résumé 何.txt"],
    ["attachment; filename=漏洞.txt", "漏洞.txt"],
    ["attachment; filename=Annual report 2025.pdf", "Annual report 2025.pdf"],
    ["attachment; filename=a.pdf ; size=9", "a.pdf"],
    ['attachment; filename="MetLife%20MET%20US.xlsx"', "MetLife MET US.xlsx"],
    [`attachment; filename*=UTF-8''na%C3%AFve.txt; filename="x.txt"`, "naïve.txt"],
    [`attachment; filename="x.txt"; filename*=UTF-8''na%C3%AFve.txt`, "naïve.txt"],
    [`attachment; filename*="UTF-8''na%C3%AFve.txt"`, "naïve.txt"],
    [`attachment; filename*=UTF-8'en'John's%20Resume.pdf`, "John's Resume.pdf"],
    ["attachment; filename*=iso-8859-1'fr'Fran%E7ais.txt", "Français.txt"],
    ["attachment; filename*=UTF-8''Fran%E7ais.txt", "Français.txt"],
    ["attachment; filename*=unknown; filename=x.txt", "x.txt"],
    ['attachment;filename="x.txt";', "x.txt"],
    ['filename="bare.txt"', "bare.txt"],
    ["FILENAME=bare.txt", "bare.txt"],
    ['attachment; filename="50%25 off.txt"', "50% off.txt"],
    ['attachment; filename="say \\"hi\\".txt"', "say _hi_.txt"],
    ['attachment; filename="never closed.txt', "never closed.txt"],
    ['attachment; filename="first.txt"; filename="second.txt"', "first.txt"],
    ['attachment; name="filename=x.txt"', "last"],
    ['attachment; filename=""', "last"],
    ["attachment; filename", "last"],
    ["", "last"],
  ])("%s is read as %s", (header, name) => {
    const headers = readHeaders({ "content-disposition": raw(header) });
    expect(chooseFileName(url, headers["content-disposition"])).toBe(name);
  });

  test("in quotes may hold what looks like another parameter", () => {
    const header = `attachment; filename="a; filename*=UTF-8''evil.sh; .txt"`;
    expect(chooseFileName(url, header)).toBe("a; filename_=UTF-8''evil.sh; .txt");
  });

  test.each([
    ["a control character of the first kind", "%1B%5B31mred.txt", "_[31mred.txt"],
    ["one of the second kind", "%C2%9B31mred.txt", "_31mred.txt"],
    ["a byte that is one of the second kind by itself", "%9B31mred.txt", "_31mred.txt"],
    ["what turns the text around", "invoice%E2%80%AEfdp.exe", "invoice_fdp.exe"],
    ["a mark of direction", "invoice%E2%80%8Fcod.exe", "invoice_cod.exe"],
    ["a separator of lines", "a%E2%80%A8b.txt", "a_b.txt"],
  ])("does not keep %s", (_, encoded, name) => {
    expect(chooseFileName(url, `attachment; filename*=UTF-8''${encoded}`)).toBe(name);
    expect(chooseFileName(`https://example.org/${encoded}`, undefined)).toBe(name);
  });

  test("of ISO-8859-1 is read as that", () => {
    const headers = readHeaders({
      "content-disposition": "attachment; filename=Fran\u00e7ais.txt",
    });
    expect(chooseFileName(url, headers["content-disposition"])).toBe("Français.txt");
  });
});

describe("a redirect", () => {
  test.each([
    ["in UTF-8", raw("/résumé.txt"), "/r%C3%A9sum%C3%A9.txt", "résumé.txt"],
    ["in ISO-8859-1", "/r\u00e9sum\u00e9.txt", "/r%E9sum%E9.txt", "résumé.txt"],
    ["as it should be", "/r%C3%A9sum%C3%A9.txt", "/r%C3%A9sum%C3%A9.txt", "résumé.txt"],
  ])("keeps the bytes of its place: %s", async (_, location, asked, name) => {
    const { files, log } = await downloadFrom(
      ({ path }) =>
        path === "/first"
          ? { head: ["HTTP/1.1 302 Found", `Location: ${location}`, "Content-Length: 0"] }
          : { head: ["HTTP/1.1 200 OK", "Content-Length: 100"], body: file },
      "/first",
    );
    expect(log).toEqual(["GET /first 0-0", `GET ${asked} 0-0`]);
    expect(files).toEqual({ [name]: describeBytes(file) });
  });
});
