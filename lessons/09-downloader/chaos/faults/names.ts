// Names that lead elsewhere, files that are in the way, and redirects that go on forever.

import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";

const sizeBytes = 20_000;

const named = (name: string, given: string, becomes: string): FaultScenario => ({
  name: `name-${name}`,
  fault: 33,
  server: `calls the file ${JSON.stringify(given)}`,
  must: `call it ${JSON.stringify(becomes)}, in the folder that was asked for`,
  sizeBytes,
  call: { namedByServer: true },
  rules: [{ headers: { "content-disposition": `attachment; filename="${given}"` } }],
  expect: { exit: 0, file: 1, name: becomes, requests: 3 },
});

export const names: FaultScenario[] = [
  named("dots", "../../escaped.bin", "escaped.bin"),
  named("absolute", "/etc/passwd", "passwd"),
  named("encoded-slash", "..%2F..%2Fescaped.bin", "escaped.bin"),
  named("backslash", "..\\\\escaped.bin", "escaped.bin"),
  named("nul", "nul%00l.bin", "nul_l.bin"),
  named("dotfile", ".bashrc", "bashrc"),
  named("reserved", "con.txt", "_con.txt"),
  named("of-our-part", "file.bin.part", "file.bin_part"),
  named("of-our-journal", "file.bin.part.json", "file.bin_part.json"),
  named("only-dots", "..", "file.bin"),
  {
    name: "target-exists",
    fault: 34,
    server: "is honest; a file of that name is there",
    must: "leave it alone",
    sizeBytes,
    before: { target: "file" },
    expect: { exit: 1, kind: "refused", file: "untouched", requests: 1 },
  },
  {
    name: "target-is-a-link",
    fault: 34,
    server: "is honest; a symbolic link of that name is there",
    must: "not write where it points to",
    sizeBytes,
    before: { target: "link" },
    expect: { exit: 1, kind: "refused", file: "untouched", requests: 1 },
  },
  {
    name: "target-to-be-replaced",
    fault: 34,
    server: "is honest; a file of that name is there, and we said --overwrite",
    must: "replace it when all is there",
    sizeBytes,
    before: { target: "file" },
    call: { overwrite: true },
    expect: { exit: 0, file: 1, requests: 3 },
  },
  {
    name: "redirect-loop",
    fault: 35,
    server: "sends us from here to here, forever",
    must: "follow ten times, and no more",
    sizeBytes,
    rules: [{ status: 302, headers: { location: "/file.bin" } }],
    expect: { exit: 1, kind: "refused", file: "none", requests: 11, waitsMs: [] },
  },
  {
    name: "redirect-elsewhere",
    fault: 35,
    server: "sends us to another port, which must not learn our password",
    must: "follow, and keep Authorization and Cookie to ourselves",
    sizeBytes,
    call: { headers: { authorization: "Basic c2VjcmV0", cookie: "session=secret" } },
    rules: [{ times: 1, status: 302, headers: { location: "{other}" } }],
    expect: { exit: 0, file: 1, requests: 4 },
  },
  {
    name: "redirect-always",
    fault: 35,
    server: "has the file under another port, and sends us there whenever we ask",
    must: "ask there for the parts, once it knows",
    sizeBytes,
    call: { connections: 1 },
    rules: [{ isHere: true, status: 302, headers: { location: "{other}" } }],
    expect: { exit: 0, file: 1, requests: 4 },
  },
];
