/** Venue files: those that ship read, and what is wrong with one is refused by file, field, rule and value. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FundError } from "../../ports/errors.ts";
import { readVenue, readVenueFile } from "./read-venue-file.ts";

const folder = mkdtempSync(join(tmpdir(), "qt-venue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "mine.json");
function refusalOf(content: unknown): string {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  try {
    readVenueFile(file);
    return "read";
  } catch (error) {
    expect(error).toBeInstanceOf(FundError);
    expect(error).toMatchObject({ code: "BAD_USAGE" });
    const message = error instanceof Error ? error.message : "";
    expect(message.startsWith(`--venue ${file}: `)).toBe(true);
    return message.slice(`--venue ${file}: `.length);
  }
}

const shipped = resolve(import.meta.dirname, "../../../examples/venues");
it.each(readdirSync(shipped))("%s reads, and says where its figures are from", (name) => {
  const venue = readVenueFile(join(shipped, name));
  expect(venue.source).toMatch(/20\d\d/);
  expect(venue.source).toContain("check yours");
});

it("says nothing where no file is given", () => expect(readVenue(undefined)).toBeUndefined());

it("reads a name alone; latency that is not said is none", () => {
  expect(refusalOf({ name: "plain" })).toBe("read");
  writeFileSync(file, JSON.stringify({ name: "slow", latencyMs: { there: 5 } }));
  expect(readVenueFile(file).latencyMs).toEqual({ there: 5, back: 0, jitter: 0 });
});

describe("refused", () => {
  const tier = { from30DayVolumeUsd: 1_000, makerFeeBps: 1, takerFeeBps: 2 };
  const band = { buyFrom: 0.2, buyTo: 5, sellFrom: 0.2, sellTo: 5 };
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ name: "" }, 'name: expected a text of 1 to 80 characters, was ""'],
    [{ takerFeeBps: -1 }, "takerFeeBps: expected a number of 0 to 1000, was -1"],
    [{ takerFeeBps: 1_001 }, "takerFeeBps: expected a number of 0 to 1000, was 1001"],
    [{ makerFeeBps: "10" }, 'makerFeeBps: expected a number of 0 to 1000, was "10"'],
    [{ halfSpreadBps: null }, "halfSpreadBps: expected a number of 0 to 1000, was null"],
    [{ takerFee: 10 }, "takerFee: expected a field that venues have, was an unknown one"],
    [{ selfTrade: "NONE" }, "selfTrade: expected a field that venues have, was an unknown one"],
    [{ impactFactorRatio: 101 }, "impactFactorRatio: expected a number of 0 to 100, was 101"],
    [{ maxParticipationFraction: 0 }, "maxParticipationFraction: expected a number above 0 and up to 1, was 0"],
    [{ maxParticipationFraction: 1.1 }, "maxParticipationFraction: expected a number above 0 and up to 1, was 1.1"],
    [{ latencyMs: { there: 0.5 } }, "latencyMs.there: expected a whole number of 0 to 60000, was 0.5"],
    [{ latencyMs: { back: 60_001 } }, "latencyMs.back: expected a whole number of 0 to 60000, was 60001"],
    [{ latencyMs: { jitter: -1 } }, "latencyMs.jitter: expected a whole number of 0 to 60000, was -1"],
    [{ latencyMs: { jitters: 1 } }, "latencyMs.jitters: expected a field that venues have, was an unknown one"],
    [
      { feeAsset: { asset: "BNB", discountFraction: 25 } },
      "feeAsset.discountFraction: expected a number of 0 to 1, was 25",
    ],
    [{ feeAsset: { asset: "BNB" } }, "feeAsset.discountFraction: expected a number of 0 to 1, was nothing"],
    [{ feeTiers: [{ ...tier, makerFeeBps: -2 }] }, "feeTiers.0.makerFeeBps: expected a number of 0 to 1000, was -2"],
    [
      { instruments: { BTCUSDT: { tickSize: 0 } } },
      "instruments.BTCUSDT.tickSize: expected a number above 0 and up to 1000000000, was 0",
    ],
    [
      { instruments: { BTCUSDT: { lotSize: -1 } } },
      "instruments.BTCUSDT.lotSize: expected a number above 0 and up to 1000000000, was -1",
    ],
    [
      { instruments: { "*": { minNotionalUsd: -5 } } },
      "instruments.*.minNotionalUsd: expected a number of 0 to 1000000000, was -5",
    ],
    [
      { instruments: { "*": { maxOpenOrders: 0 } } },
      "instruments.*.maxOpenOrders: expected a whole number of 1 to 10000, was 0",
    ],
    [
      { instruments: { "*": { minNotionalForMarketOrders: 1 } } },
      "instruments.*.minNotionalForMarketOrders: expected true or false, was 1",
    ],
    [
      { instruments: { X: { priceBandRatio: { ...band, buyTo: 0.1 } } } },
      'instruments.X.priceBandRatio: expected a band that begins below where it ends, was {"buyFrom":0.2,"buyTo":0.1,"sellFrom":0.2,"sellTo":5}',
    ],
  ];
  it.each(cases)("%j", (fields, said) => expect(refusalOf({ name: "mine", ...fields })).toBe(said));

  it("tiers that do not ascend", () =>
    expect(refusalOf({ name: "mine", feeTiers: [tier, tier] })).toMatch(
      /^feeTiers: expected tiers of ascending from30DayVolumeUsd, was \[/,
    ));
  it("every fault at once", () =>
    expect(refusalOf({ takerFeeBps: -1 })).toBe(
      "name: expected a text of 1 to 80 characters, was nothing; takerFeeBps: expected a number of 0 to 1000, was -1",
    ));
  it("what is no object, no JSON, no file", () => {
    expect(refusalOf([])).toMatch(/^the file: .*, was \[\]$/);
    expect(refusalOf("{")).toMatch(/^expected JSON, was /);
    expect(() => readVenueFile(join(folder, "absent.json"))).toThrow(
      /absent\.json: expected a file that can be read, was ENOENT/,
    );
  });
});
