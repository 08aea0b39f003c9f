/** `qt policy show|history|diff`: the policy store of a fund, readable, whether the fund runs or not. */
import { existsSync } from "node:fs";
import { FilePolicyStore } from "../../adapters/policy-store/file-policy-store.ts";
import type { PolicyOverride } from "../../kernel/domain/mandate.ts";
import {
  changesBetween,
  type PolicyChange,
  type PolicyDocument,
  type PolicyField,
  rowsOf,
} from "../../kernel/domain/policy-document.ts";
import { unlimited } from "../../kernel/domain/risk-envelope.ts";
import { FundError } from "../../ports/errors.ts";
import { policyFolder } from "../live/open-policy.ts";
import { readWhole } from "./read-options.ts";
import { table } from "./table.ts";

export type PolicyFlags = { readonly data?: string; readonly json?: boolean; readonly limit?: string };

const defaultData = ".quantum/paper";
const defaultLimit = 20;

export async function showPolicy(version: string | undefined, flags: PolicyFlags): Promise<void> {
  const history = await historyIn(flags);
  const document = version === undefined ? history.at(-1) : versionIn(history, version);
  if (document === undefined) throw nothingYet(flags);
  if (flags.json === true) return print(JSON.stringify(document));
  const rows = rowsOf(document).map(({ name, field }) => [
    name,
    inWords(name, field.value),
    field.setBy,
    dateOf(field),
  ]);
  print(
    [
      `Policy version ${document.version} of ${fundTime(document.publishedAtMs)}`,
      "",
      ...table(["SETTING", "VALUE", "SET BY", "SINCE"], rows),
      ...overrideLines(document.overrides),
    ].join("\n"),
  );
}

export async function policyHistory(flags: PolicyFlags): Promise<void> {
  const history = await historyIn(flags);
  if (history.length === 0) throw nothingYet(flags);
  const limit = readWhole("--limit", flags.limit, 1) ?? defaultLimit;
  const shown = history.map((document, index) => ({ document, before: history[index - 1] })).slice(-limit);
  const entries = shown.toReversed().map(({ document, before }) => ({
    version: document.version,
    publishedAtMs: document.publishedAtMs,
    changes: before === undefined ? [] : changesBetween(before, document),
    isOldest: before === undefined,
  }));
  if (flags.json === true) return print(JSON.stringify(entries));
  const lines = entries.flatMap(({ version, publishedAtMs, changes, isOldest }) => [
    `version ${version}  ${fundTime(publishedAtMs)}${isOldest ? "  the oldest kept" : ""}`,
    ...changes.map((change) => `  ${describe(change)}`),
  ]);
  print(lines.join("\n"));
}

export type Versions = { readonly older: string | undefined; readonly newer: string | undefined };

export async function diffPolicy({ older, newer }: Versions, flags: PolicyFlags): Promise<void> {
  const history = await historyIn(flags);
  const to = newer === undefined ? history.at(-1) : versionIn(history, newer);
  const from = older === undefined ? history.at(-2) : versionIn(history, older);
  if (to === undefined) throw nothingYet(flags);
  if (from === undefined) throw new FundError("BAD_USAGE", "expected two versions to compare, the store has one");
  const changes = changesBetween(from, to);
  if (flags.json === true) return print(JSON.stringify({ from: from.version, to: to.version, changes }));
  const title = `From version ${from.version} (${fundTime(from.publishedAtMs)}) to ${to.version} (${fundTime(to.publishedAtMs)})`;
  print(
    [title, ...(changes.length === 0 ? ["nothing differs"] : changes.map((each) => `  ${describe(each)}`))].join("\n"),
  );
}

async function historyIn({ data = defaultData }: PolicyFlags): Promise<PolicyDocument[]> {
  const folder = policyFolder(data);
  if (!existsSync(folder))
    throw new FundError(
      "BAD_USAGE",
      `${folder}: expected a policy store; qt start makes one, --data names another fund`,
    );
  const history = await new FilePolicyStore(folder).history();
  return history.map(({ document }) => document);
}

function versionIn(history: readonly PolicyDocument[], text: string): PolicyDocument {
  const wanted = readWhole("version", text, 1);
  const found = history.find(({ version }) => version === wanted);
  if (found !== undefined) return found;
  const [first] = history;
  const kept = first === undefined ? "none" : `${first.version} to ${history.at(-1)?.version ?? first.version}`;
  throw new FundError("BAD_USAGE", `version: expected one that is kept (${kept}), was ${text}`);
}

const nothingYet = ({ data = defaultData }: PolicyFlags): FundError =>
  new FundError("BAD_USAGE", `${policyFolder(data)}: expected a policy, there is none yet`);

function describe({ name, from, to }: PolicyChange): string {
  const [before, after] = [said(name, from), said(name, to)];
  const by = to === undefined ? "" : to.setBy;
  return before === after ? `${name}: ${after}, now by ${by}` : `${name}: ${before} to ${after}${by && ` by ${by}`}`;
}

const said = (name: string, field: PolicyField<unknown> | undefined): string =>
  field === undefined ? "none" : inWords(name, field.value);

const unlimitedFields = new Map<string, unknown>(
  Object.entries(unlimited).map(([name, value]) => [`limits.${name}`, value]),
);

/** Values as people say them; a limit nobody set is no number to read. */
function inWords(name: string, value: unknown): string {
  if (typeof value === "number") return numberInWords(name, value);
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return name === "overrides" ? `${value.length} in force` : value.join(" ") || "none";
  if (typeof value !== "object" || value === null) return "all alike";
  const parts = Object.entries(value).map(([model, weight]) => `${model} ${String(weight)}`);
  return parts.join(", ");
}

function numberInWords(name: string, value: number): string {
  if (value > 1 && unlimitedFields.get(name) === value) return "no limit";
  return name.endsWith("Ms") ? `${value / 1_000} s` : String(Number(value.toPrecision(6)));
}

function overrideLines(overrides: readonly PolicyOverride[]): string[] {
  if (overrides.length === 0) return ["", "No override is in force."];
  const rows = overrides.map(({ kind, about, value, setBy, reason, expiresAtMs }) => [
    kind,
    about,
    value,
    setBy,
    expiresAtMs === null ? "until further notice" : fundTime(expiresAtMs),
    reason,
  ]);
  return ["", ...table(["OVERRIDE", "ABOUT", "VALUE", "SET BY", "UNTIL", "REASON"], rows)];
}

const dateOf = ({ sinceMs }: PolicyField<unknown>): string => fundTime(sinceMs);
const fundTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const print = (text: string): void => void process.stdout.write(`${text}\n`);
