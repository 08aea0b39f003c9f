/** A venue file in a backtest: each term reaches the fills, the run says so, and what plays it again does the same. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readRecords } from "../../adapters/journal/scan.ts";
import { verifyJournal } from "../../adapters/journal/verify.ts";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { readFact, readManifest } from "../../runtime/journal-records.ts";
import { type VenueFile, venueFileSchema } from "../../runtime/venue-file.ts";
import { compareGovernance } from "../compare/compare-governance.ts";
import { replayRun } from "../replay/replay-run.ts";
import { makeTearSheet } from "../report/tear-sheet.ts";
import { disclosures } from "../report/disclosures.ts";
import { whatIf } from "../whatif/what-if.ts";
import { summaryJson } from "./report-json.ts";
import { reportText } from "./report-text.ts";
import { runBacktest } from "./run-backtest.ts";

const root = mkdtempSync(join(tmpdir(), "qt-venue-run-"));
afterAll(() => rmSync(root, { recursive: true }));

type Fill = Extract<Fact, { type: "trade.executed" }>["data"];
type Played = { readonly run: string; readonly fills: readonly Fill[]; readonly digest: string };

let runs = 0;
/** A run at a venue of these terms, with what it filled. */
async function played(fields: Readonly<Record<string, unknown>> | undefined): Promise<Played> {
  runs += 1;
  const run = join(root, `run-${runs}`);
  const venue = fields === undefined ? undefined : fileOf(fields);
  const { digest } = await runBacktest({ market: "simulated", seed: 7, days: 100, governance: "off", venue, out: run });
  return { run, digest, fills: fillsOf(run) };
}

const fileOf = (fields: Readonly<Record<string, unknown>>): VenueFile =>
  venueFileSchema.parse({ name: "mine", ...fields });

function recordsOf(run: string) {
  const folder = join(run, "journal");
  return [...readRecords(folder, verifyJournal(folder))];
}

const fillsOf = (run: string): Fill[] =>
  recordsOf(run).flatMap((record) => {
    if (record.kind !== "F") return [];
    const { fact } = readFact(record);
    return fact.type === "trade.executed" ? [fact.data] : [];
  });

const plain = await played(undefined);
const feeBps = ({ feeUsd, priceUsd, quantity }: Fill): number => (feeUsd / (priceUsd * quantity)) * 10_000;

const takersOf = (fills: readonly Fill[]): Fill[] => fills.filter(({ liquidity }) => liquidity === "TAKER");
const meanSlippage = (fills: readonly Fill[]): number => {
  const takers = takersOf(fills);
  return takers.reduce((sum, { slippageBps }) => sum + (slippageBps ?? 0), 0) / takers.length;
};

describe("a term reaches the fills", () => {
  it("nothing said is the venue as it was", async () => {
    expect(plain.fills.length).toBeGreaterThan(20);
    expect((await played({})).digest).toBe(plain.digest);
  });

  it("ten times the taker fee, in a tier from the first dollar, costs ten times as much of every fill that takes", async () => {
    const feeTiers = [{ from30DayVolumeUsd: 0, makerFeeBps: 10, takerFeeBps: 100 }];
    const { fills } = await played({ feeTiers });
    for (const fill of plain.fills) expect(feeBps(fill)).toBeCloseTo(10, 9);
    for (const fill of fills) expect(feeBps(fill)).toBeCloseTo(fill.liquidity === "TAKER" ? 100 : 10, 9);
    const [first] = fills.filter(({ liquidity }) => liquidity === "TAKER");
    const same = plain.fills.find(({ fillId }) => fillId === first?.fillId);
    expect(first).toMatchObject({ priceUsd: same?.priceUsd, quantity: same?.quantity });
    expect(first?.feeUsd).toBeCloseTo((same?.feeUsd ?? Number.NaN) * 10, 9);
  });

  it("the taker fee of the instrument is what the fund plans with: ten times as much is no edge any more", async () => {
    expect((await played({ takerFeeBps: 100 })).fills.length).toBeLessThan(plain.fills.length / 2);
  });

  it("a fee asset takes its discount off", async () => {
    const { fills } = await played({ feeAsset: { asset: "BNB", discountFraction: 0.25 } });
    for (const fill of fills) expect(feeBps(fill)).toBeCloseTo(7.5, 9);
  });

  it("latency moves the price of what takes against the fund", async () => {
    const { fills } = await played({ latencyMs: { there: 60_000 } });
    expect(takersOf(fills).length).toBeGreaterThan(20);
    expect(meanSlippage(fills)).toBeGreaterThan(meanSlippage(plain.fills) + 2);
  });

  it("participation caps a fill", async () => {
    const maxParticipationFraction = 1e-8;
    const { fills } = await played({ maxParticipationFraction });
    const entries = fills.filter(({ side }) => side === "BUY");
    const sizeOf = (all: readonly Fill[]) => Math.max(0, ...all.map(({ priceUsd, quantity }) => priceUsd * quantity));
    expect(sizeOf(entries)).toBeLessThan(sizeOf(plain.fills) / 10);
  });

  it("the spread is paid by who takes", async () => {
    const [wide, narrow] = [await played({ halfSpreadBps: 4 }), await played({ halfSpreadBps: 1 })];
    expect(takersOf(wide.fills).length).toBeGreaterThan(10);
    expect(meanSlippage(wide.fills)).toBeGreaterThan(meanSlippage(narrow.fills) + 2);
  });
});

describe("what was used stays with the run", () => {
  const fields = {
    name: "slow and dear",
    halfSpreadBps: 3,
    feeTiers: [{ from30DayVolumeUsd: 5_000, makerFeeBps: 8, takerFeeBps: 9 }],
    latencyMs: { there: 400, back: 200, jitter: 300 },
    instruments: { "BTC-SIM": { tickSize: 0.1, lotSize: 0.0001 }, DOGE: { tickSize: 1 } },
  };
  const out = join(root, "recorded");
  const venue = fileOf(fields);

  it("in the manifest, the report, its data and its disclosures; a what-if without a change is the run", async () => {
    const options = { market: "simulated", seed: 7, days: 60, venue } as const;
    const backtest = await runBacktest({ ...options, out });
    const [first] = recordsOf(out);
    expect(readManifest(first).venue).toEqual(venue);
    const said =
      "Venue: slow and dear, maker 10 and taker 10 bps, half-spread 3 bps, fee tiers from 5,000 USD in 30 days, ";
    expect(reportText(backtest)).toContain(`${said}latency 400 ms there, 200 ms back, jitter up to 300 ms`);
    expect(reportText(backtest)).toContain("The venue file also speaks of DOGE");
    expect(summaryJson(backtest)).toMatchObject({ venue: { name: "slow and dear", halfSpreadBps: 3 } });
    expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).toMatchObject({ venue: fields });
    expect(disclosures(makeTearSheet(out, undefined)).join("\n")).toContain("slow and dear");

    const same = await whatIf({ run: out, settings: [] });
    expect(same).toMatchObject({ isReproduced: true, parting: null });
    expect(same.digest.before).toBe(backtest.digest);
    expect(replayRun(out)).toMatchObject({ isEqual: true, digest: backtest.digest });

    const { variants } = await compareGovernance({ ...options, out: false });
    expect(variants.find(({ name }) => name === "all")?.digest).toBe(backtest.digest);
  });

  it("a run without a file has none, and reads", () => {
    const [first] = recordsOf(plain.run);
    expect(first?.payload).not.toContain('"venue"');
    expect(readManifest(first).venue).toBeUndefined();
  });
});

it("a bar too short for the latency is refused before anything is played", async () => {
  const options = { market: "simulated", interval: "1m", days: 1, out: join(root, "never") } as const;
  const run = runBacktest({ ...options, venue: fileOf({ latencyMs: { there: 20_000 } }) });
  await expect(run).rejects.toThrow("latencyMs: expected bars of 60001 ms or more");
});
