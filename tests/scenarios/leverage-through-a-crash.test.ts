/**
 * A long on isolated margin at ten times leverage through a gap beyond its stop: the venue liquidates it, and the fund's books
 * agree with the venue's afterwards. docs/concepts/perpetuals.md tells it with the same figures.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { liquidationPrice } from "../../src/kernel/domain/liquidation.ts";
import { cashOf, imbalanceOf } from "../../src/kernel/ledger/ledger.ts";
import { accountOf } from "../../src/kernel/simulation/venue/venue-account.ts";
import { bps, ratio } from "../../src/kernel/units/units.ts";
import { at, bar, hour, tradingConfig, wavyClose } from "./given.ts";
import { btcBrackets, btcPerpetual } from "./perpetuals.ts";
import { allModelsSay, close, factsNamed, fundOf, openWorld } from "./world.ts";

const instrument = btcPerpetual({ marginMode: "ISOLATED", leverageRatio: ratio(10), liquidationFeeBps: bps(50) });
const world = openWorld({ ...tradingConfig, instruments: [instrument] });
for (let index = -12; index < 0; index += 1) close(world, at(index * hour), [bar("BTC", wavyClose(index))]);
allModelsSay(world, "BTC", 0.95, at(1_000 * hour));

let closes = 0;
const play = (to: number, open = to): void => {
  const low = Math.min(open, to);
  close(world, at(closes++ * hour), [bar("BTC", to, { open, low })]);
};
const held = () => fundOf(world).trading.positions[0];
const cash = () => cashOf(fundOf(world).ledger);
const atVenue = () => accountOf(world.book);
/** Both sides of the books, after every step. */
function expectAgreement(): void {
  expect(cash()).toBe(atVenue().cash);
  expect(atVenue().holdings).toEqual(held() === undefined ? [] : [{ symbol: "BTC", quantity: held()?.quantity }]);
  expect(imbalanceOf(fundOf(world).ledger)).toBe(0);
}
const page = () => readFileSync(new URL("../../docs/concepts/perpetuals.md", import.meta.url), "utf8");

describe("a fund on margin", () => {
  it("buys with a tenth of the worth tied up and nothing paid but the fee", () => {
    play(100);
    play(100.5, 100);
    const quantity = held()?.quantity ?? 0;
    expect(quantity).toBe(39.6039);
    expect(cash()).toBeCloseTo(10_000 - (quantity * 100.03 * 5) / 10_000, 5);
    expect(world.book.entries.get("BTC")?.isolatedMicros).toBeCloseTo(quantity * 100.03 * 1e5, -1);
    expectAgreement();
  });

  it("pays funding at the boundary, which both books have", () => {
    const before = cash();
    while (closes <= 9) play(100.5);
    expect(factsNamed(world, "cash.booked")).toMatchObject([{ cause: "FUNDING", symbol: "BTC" }]);
    expect(cash() - before).toBeCloseTo(-39.6039 * 100.5 * 0.0001, 6);
    expectAgreement();
  });

  it("is liquidated by a gap beyond its stop, for its margin at most", () => {
    const [before, margin] = [cash(), (world.book.entries.get("BTC")?.isolatedMicros ?? 0) / 1e6];
    play(85, 88);
    expect(held()).toBeUndefined();
    const [lost] = factsNamed(world, "position.closed");
    expect(lost).toMatchObject({ exitReason: "LIQUIDATION" });
    expect(before - cash()).toBeLessThanOrEqual(margin + 0.01);
    expect(before - cash()).toBeGreaterThan(margin * 0.95);
    expectAgreement();
  });

  it("is frozen in that symbol, a person is told, and nothing rests at the venue", () => {
    expect(factsNamed(world, "federation.alert_raised").map(({ level }) => level)).toContain("CRITICAL");
    expect(atVenue().orders).toEqual([]);
    play(85);
    expect(held()).toBeUndefined();
    expectAgreement();
  });
});

it("the page tells the same figures", () => {
  const quantity = 39.6039;
  const margin = (quantity * 100.03) / 10;
  const liquidatedAt =
    liquidationPrice({ quantity, entryPrice: 100.03, collateral: margin }, btcBrackets) ?? Number.NaN;
  for (const figure of [margin.toFixed(2), liquidatedAt.toFixed(2), (quantity * 100.5 * 0.0001).toFixed(4)])
    expect(page()).toContain(figure);
  expect(page()).toContain(`${quantity}`);
});
