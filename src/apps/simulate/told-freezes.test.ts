/** A freeze that was told is missed when it is gone, whether the journal still knows of it or lost it too. */
import { describe, expect, it } from "vitest";
import type { Fact } from "../../kernel/events/catalogue.ts";
import { fundFrozen, fundReleased } from "../../kernel/events/governance-events.ts";
import { symbolFrozen, symbolReleased } from "../../kernel/events/reconciliation-events.ts";
import type { Fund } from "../../kernel/fund-state.ts";
import { durationMs, epochMs } from "../../kernel/units/units.ts";
import { recover } from "../../runtime/recover.ts";
import { factRecord } from "../../runtime/journal-records.ts";
import { runCode, seasonedTape } from "./seasoned-tape.ts";
import { ToldFreezes } from "./told-freezes.ts";

const { records } = await seasonedTape(0);
const fund = openFund();

function openFund(): Fund {
  const { state } = recover(records, runCode);
  if (state.fund === undefined) throw new Error("expected a fund");
  return state.fund;
}

const frozen = fundFrozen.create({
  trigger: "DRAWDOWN",
  reason: "lost",
  timerEndsAtMs: null,
  requiresReview: true,
});
const released = fundReleased.create({ frozenForMs: durationMs(1), releasedBy: "ada", reasons: ["reviewed"] });
const frozenSymbol = symbolFrozen.create({ symbol: "BTC-SIM", reasons: ["traded by hand"] });
const releasedSymbol = symbolReleased.create({ symbol: "BTC-SIM", frozenForMs: durationMs(1), releasedBy: "ada" });

function complaintsOf(told: ToldFreezes): string[] {
  const said: string[] = [];
  told.judge(fund, (invariant, detail) => said.push(`${invariant}: ${detail}`));
  return said;
}

function toldOf(...facts: readonly Fact[]): ToldFreezes {
  const told = new ToldFreezes();
  facts.forEach((fact, seq) => told.hear(seq, [fact]));
  return told;
}

describe("a fund that is free", () => {
  it("is as it told when nothing was told, or a release last", () => {
    expect(complaintsOf(toldOf())).toEqual([]);
    expect(complaintsOf(toldOf(frozen, released, frozenSymbol, releasedSymbol))).toEqual([]);
  });

  it("has forgotten a freeze it told, of itself or of a symbol", () => {
    expect(complaintsOf(toldOf(released, frozen))).toEqual([expect.stringMatching(/^FREEZE_KEPT: .*itself frozen/u)]);
    expect(complaintsOf(toldOf(frozenSymbol))).toEqual([expect.stringMatching(/^FREEZE_KEPT: .*BTC-SIM frozen/u)]);
  });

  it("has forgotten it although the journal lost it too", () => {
    const told = toldOf(frozen);
    told.read([]);
    expect(complaintsOf(told)).toHaveLength(1);
  });

  it("has forgotten a freeze that was written and not told, and none that its journal told before", () => {
    const told = toldOf(frozen, released);
    told.read([factRecord(0, 0, frozen), factRecord(1, 0, released)]);
    expect(complaintsOf(told)).toEqual([]);
    told.read([factRecord(2, 0, frozenSymbol)]);
    expect(complaintsOf(told)).toHaveLength(1);
  });
});

it("a symbol frozen without a word is found too", () => {
  fund.trading.reconcile.frozen.set("ETH-SIM", { since: epochMs(0), reasons: ["?"] });
  expect(complaintsOf(toldOf())).toEqual([expect.stringMatching(/ETH-SIM free, and it is frozen/u)]);
  fund.trading.reconcile.frozen.clear();
});
