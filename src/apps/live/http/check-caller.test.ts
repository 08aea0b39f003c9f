/** Only callers that name this server are answered. */
import { describe, expect, it } from "vitest";
import { refusalOf } from "./check-caller.ts";

const answered: [host: string, configured: string, origin?: string][] = [
  ["localhost:8001", "127.0.0.1"],
  ["127.0.0.1:8001", "127.0.0.1"],
  ["127.0.0.1", "127.0.0.1"],
  ["[::1]:8001", "127.0.0.1"],
  ["LOCALHOST:8001", "127.0.0.1"],
  ["fund.example:8001", "fund.example"],
  ["192.168.1.5:8001", "0.0.0.0"],
  ["[fe80::1]:8001", "::"],
  ["localhost:8001", "127.0.0.1", "http://localhost:8001"],
];

const refused: [host: string | undefined, configured: string, origin?: string][] = [
  ["evil.example:8001", "127.0.0.1"],
  ["localhost.evil.example", "127.0.0.1"],
  ["127.0.0.1.evil.example:8001", "127.0.0.1"],
  ["evil.example:8001", "0.0.0.0"],
  ["192.168.1.5:8001", "127.0.0.1"],
  ["user@localhost", "127.0.0.1"],
  ["localhost:8001/path", "127.0.0.1"],
  ["", "127.0.0.1"],
  [undefined, "127.0.0.1"],
  ["localhost:8001", "127.0.0.1", "http://evil.example"],
  ["localhost:8001", "127.0.0.1", "http://localhost:3000"],
  ["localhost:8001", "127.0.0.1", "http://localhost:8001.evil.example"],
  ["localhost:8001", "127.0.0.1", "null"],
  ["localhost:8001", "127.0.0.1", "file://localhost:8001"],
];

describe("check of the caller", () => {
  it.each(answered)("answers Host %s at %s with Origin %s", (host, configured, origin) => {
    expect(refusalOf({ host, origin }, configured)).toBeUndefined();
  });

  it.each(refused)("refuses Host %s at %s with Origin %s", (host, configured, origin) => {
    expect(refusalOf({ host, origin }, configured)).toMatch(/^(Host|Origin): expected/);
  });
});
