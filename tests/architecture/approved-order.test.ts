/** Only guarded orders leave: where an approved order is asked for, a plain one does not compile. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const kernel = resolve("src/kernel");
const head = `
import type { Order } from "${kernel}/domain/order.ts";
import { type ApprovedOrder, guardOrder } from "${kernel}/trading/guard/approved-order.ts";
import type { GuardView } from "${kernel}/trading/guard/guard-view.ts";
import type { Effect } from "${kernel}/trading/effect.ts";
declare const order: Order;
declare const view: GuardView;
declare const send: (approved: ApprovedOrder) => void;
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "approved-order-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says about these lines, or "compiles". */
function compile(name: string, lines: string): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, head + lines);
  const strict = [
    "--noEmit",
    "--ignoreConfig",
    "--strict",
    "--allowImportingTsExtensions",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
  ];
  const options = [
    ...strict,
    "--module",
    "nodenext",
    "--target",
    "es2023",
    "--lib",
    "es2023",
    "--types",
    "",
    "--skipLibCheck",
  ];
  try {
    execFileSync(resolve("node_modules/.bin/tsc"), [...options, file], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return "compiles";
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
}

it("an order the guard has approved may be sent", () => {
  expect(
    compile("approved", `const result = guardOrder(order, view); if (result.kind === "APPROVED") send(result.order);`),
  ).toBe("compiles");
});

it.each([
  ["a plain order", `send(order);`],
  ["a copy of its fields", `send({ ...order });`],
  ["an effect with a plain order", `export const effect: Effect = { kind: "SubmitOrder", order };`],
  ["a result that nobody has looked at", `send(guardOrder(order, view).order);`],
])("%s does not compile", (name, lines) => {
  expect(compile(name.replaceAll(" ", "-"), lines)).toContain("Property '[approved]' is missing in type");
});
