/** What `qt start` takes: a network is met only by a server that knows its callers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readStartOptions } from "./start-options.ts";

const token = "t".repeat(32);
const env = { QT_API_TOKENS: `alice operate ${token}` };

it.each(["127.0.0.1", "127.8.0.1", "::1", "localhost", undefined])("binds %s without tokens", (host) => {
  expect(readStartOptions({ host }, {}).tokens).toEqual([]);
});

it("answers on port 8001 unless told otherwise", () => {
  expect(readStartOptions({}, {}).port).toBe(8001);
  expect(readStartOptions({ port: "9000" }, {}).port).toBe(9000);
});

it.each(["0.0.0.0", "::", "192.168.1.4", "fund.example", "127.0.0.1.example"])("binds %s with tokens only", (host) => {
  expect(() => readStartOptions({ host }, {})).toThrow(/--host: expected 127\.0\.0\.1, ::1 or localhost as long as/);
  expect(() => readStartOptions({ host }, { QT_API_TOKENS: " " })).toThrow("--host");
  expect(readStartOptions({ host }, env)).toMatchObject({ host, tokens: [{ name: "alice", scope: "operate" }] });
});

it("adds the tokens of a file, and names one it cannot read", () => {
  const folder = mkdtempSync(join(tmpdir(), "qt-tokens-"));
  const file = join(folder, "tokens");
  writeFileSync(file, `# people\ndesk read sha256:${"0a".repeat(32)}\n`);
  expect(readStartOptions({ tokens: file }, env).tokens.map(({ name }) => name)).toEqual(["alice", "desk"]);
  writeFileSync(file, `desk read ${token}`);
  expect(() => readStartOptions({ tokens: file }, {})).toThrow("expected sha256: and 64 hex digits");
  rmSync(folder, { recursive: true });
  expect(() => readStartOptions({ tokens: file }, {})).toThrow(`--tokens: expected a readable file, was ${file}`);
});
