/** `docs/complaints.md` says what the tests say: fifty rows, proofs that exist under their titles, counts that add up. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const file = join(root, "docs/complaints.md");
const page = readFileSync(file, "utf8");

type Row = { readonly number: number; readonly complaint: string; readonly state: string; readonly proof: string };
const rows: readonly Row[] = page.split("\n").flatMap((line) => {
  const [number, complaint, , state, proof] = line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/gu, ""));
  if (!/^\d+$/u.test(number ?? "")) return [];
  return [{ number: Number(number), complaint: complaint ?? "", state: state ?? "", proof: proof ?? "" }];
});

/** A file, followed by the titles of one or more of its tests. */
const proofPattern = /\[([^\]]+)\]\(\.\.\/([^)]+)\) › `([^`]+)`/gu;
const proofsOf = ({ proof }: Row) =>
  [...proof.matchAll(proofPattern)].map(([, label = "", path = "", title = ""]) => ({ label, path, title }));
/** Where `title` is said as the title of a test or a group at or after `from`; -1 if nowhere. */
function titleAt(text: string, title: string, from: number): number {
  for (let at = text.indexOf(title, from); at >= 0; at = text.indexOf(title, at + 1)) {
    const isFirstArgument = /\(\s*["`]$/u.test(text.slice(0, at));
    if (isFirstArgument && /^["`],/u.test(text.slice(at + title.length))) return at;
  }
  return -1;
}

it("has all fifty in order, each with who said so", () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  for (const { number, complaint } of rows) expect(complaint, `row ${number}`).toMatch(/\S[#]\d+|backtest-kit v16/u);
});

it("counts what it holds", () => {
  const of = (state: string) => rows.filter((row) => row.state === state).length;
  const [shown, elsewhere, open] = ["shown", "elsewhere", "open"].map(of);
  expect((shown ?? 0) + (elsewhere ?? 0) + (open ?? 0)).toBe(50);
  expect(page.replaceAll(/\s+/gu, " ")).toContain(
    `**${shown} shown** by a test, **${elsewhere} elsewhere** on a page of their own, **${open} open**.`,
  );
});

describe("what is shown", () => {
  const shown = rows.filter(({ state }) => state === "shown");
  it.each(shown.map((row) => [row.number, row] as const))("%d is shown by tests of these titles", (_, row) => {
    const proofs = proofsOf(row);
    expect(proofs.length).toBeGreaterThan(0);
    expect(row.proof.replaceAll(proofPattern, ""), "nothing but proofs").toMatch(/^(?:; )*$/u);
    for (const { label, path, title } of proofs) {
      expect(path.endsWith(`/${label}`), label).toBe(true);
      const text = readFileSync(join(root, path), "utf8");
      let from = 0;
      for (const part of title.split(" › ")) {
        from = titleAt(text, part, from);
        expect(from, `"${part}" in ${path}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

it("what is answered elsewhere has its page, and what is open its reason", () => {
  for (const { number, state, proof } of rows) {
    if (state === "open") expect(proof.length, `row ${number}`).toBeGreaterThan(20);
    if (state !== "elsewhere") continue;
    const [, target = ""] = /^\[[^\]]+\]\(([^)]+)\)$/u.exec(proof) ?? [];
    expect(target !== "" && existsSync(join(dirname(file), target)), `row ${number}: ${proof}`).toBe(true);
  }
});
