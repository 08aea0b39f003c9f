/** Holds a killed fund to its word: its journal against what it acknowledged, and against the venue's own log. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openFileJournal } from "../../src/adapters/journal/file-journal.ts";
import { verifyJournal } from "../../src/adapters/journal/verify.ts";
import { codeVersion } from "../../src/apps/code-version.ts";
import type { Fact } from "../../src/kernel/events/catalogue.ts";
import type { FundState } from "../../src/kernel/fund-state.ts";
import { readFact } from "../../src/runtime/journal-records.ts";
import { recover, stateDigest } from "../../src/runtime/recover.ts";

/** What the fund said before it died. */
export type Acknowledged = { seq: number; frozen: boolean };

export type Verdict = {
  readonly state: FundState;
  readonly complaints: string[];
  readonly facts: readonly Fact[];
  readonly digest: string;
};

/** After a kill: the chain is valid, nothing acknowledged is lost, the freeze is kept, the journal replays to itself. */
export async function judgeJournal(folder: string, said: Acknowledged): Promise<Verdict> {
  const complaints: string[] = [];
  verifyJournal(join(folder, "journal"));
  const store = openFileJournal({ folder: join(folder, "journal"), reserveBytes: 0 });
  const records = [...store.read()];
  await store.close();
  const { state } = recover(records, codeVersion());
  if (state.seq < said.seq) complaints.push(`entry ${said.seq} was acknowledged, the journal ends at ${state.seq}`);
  const isFrozen = state.fund?.governance.freeze !== undefined;
  if (state.seq === said.seq && isFrozen !== said.frozen)
    complaints.push(`the freeze was ${said.frozen}, is ${isFrozen}`);
  const facts = records.filter(({ kind }) => kind === "F").map((record) => readFact(record).fact);
  const submitted = facts.flatMap((fact) => (fact.type === "order.submitted" ? [fact.data.id] : []));
  if (new Set(submitted).size < submitted.length) complaints.push("an order id was submitted twice");
  return { state, complaints, facts, digest: stateDigest(state) };
}

type VenueLine = {
  line: string;
  order?: { id: string; symbol: string; side: string };
  report?: { kind: string; orderId: string; fillId: string; quantity: number };
};

/** At the end: the venue's log against the fund's books. */
export function judgeVenue(logPath: string, { state, facts }: Verdict): string[] {
  const lines = readFileSync(logPath, "utf8")
    .trim()
    .split("\n")
    .map((line): VenueLine => JSON.parse(line));
  const complaints: string[] = [];
  const orders = lines.flatMap(({ order }) => (order === undefined ? [] : [order]));
  const twice = orders.filter(({ id }, index) => orders.findIndex((each) => each.id === id) !== index);
  for (const { id } of twice) complaints.push(`the venue got order ${id} twice`);
  const fills = lines.flatMap(({ report }) => (report?.kind === "FILLED" ? [report] : []));
  const booked = facts.flatMap((fact) => (fact.type === "trade.executed" ? [fact.data.fillId] : []));
  for (const { fillId } of fills) {
    const times = booked.filter((each) => each === fillId).length;
    if (times !== 1) complaints.push(`fill ${fillId} of the venue is booked ${times} times`);
  }
  if (booked.length !== fills.length)
    complaints.push(`${booked.length} fills are booked, the venue made ${fills.length}`);
  complaints.push(...holdingComplaints(orders, fills, state));
  for (const record of state.fund?.trading.orders.values() ?? [])
    if (record.status === "UNKNOWN") complaints.push(`order ${record.order.id} is still UNKNOWN`);
  return complaints;
}

function holdingComplaints(
  orders: readonly { id: string; symbol: string; side: string }[],
  fills: readonly { orderId: string; quantity: number }[],
  { fund }: FundState,
): string[] {
  const held = new Map<string, number>();
  for (const { orderId, quantity } of fills) {
    const order = orders.find(({ id }) => id === orderId);
    if (order === undefined) return [`the venue filled ${orderId}, which it never got`];
    held.set(order.symbol, (held.get(order.symbol) ?? 0) + (order.side === "BUY" ? quantity : -quantity));
  }
  return [...held].flatMap(([symbol, quantity]) => {
    const ours = fund?.trading.positions.find((position) => position?.symbol === symbol)?.quantity ?? 0;
    return Math.abs(ours - quantity) < 1e-6 * Math.max(1, quantity)
      ? []
      : [`the venue holds ${quantity} ${symbol}, the fund ${ours}`];
  });
}
