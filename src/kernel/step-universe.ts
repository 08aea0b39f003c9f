/**
 * What Universe OS hears of trading: the facts of each step, and the paper trades of symbols on its blacklist.
 *
 * It listens to what was said rather than to who said it, so nothing in trading knows of it. What it hears at a close it
 * acts on at the next round of governance.
 */
import type { Bar } from "./domain/bar.ts";
import { oneWayCost } from "./domain/trading-cost.ts";
import type { FundConfig } from "./domain/config.ts";
import { effectiveMode } from "./domain/subsystem.ts";
import type { SymbolPlace } from "./domain/universe.ts";
import { exclusionOf, rankOf } from "./governance/assess/opportunity-ranker/opportunity-ranker.ts";
import type { GovernanceState } from "./governance/governance-state.ts";
import { universeIsEnforced } from "./governance/review-universe.ts";
import type { Fact } from "./events/catalogue.ts";
import type { Outbox } from "./events/outbox.ts";
import type { Fund } from "./fund-state.ts";
import { conditionsIn, recordFill, recordWish } from "./governance/assess/universe/symbol-record.ts";
import { isBlacklisted, judgeAnew, takeProbationTrade, takeTrade } from "./governance/assess/universe/universe.ts";
import { exitRowOf } from "./trading/positions/exit-rows.ts";
import { isOnPaper, leavePaper, playPaperBar, wishOnPaper } from "./trading/positions/paper-book.ts";
import { type EpochMs, fraction } from "./units/units.ts";

/** Hooks that object to the symbol. Others object to the state of the fund or of its book, or are Universe OS itself. */
const symbolObjections: readonly string[] = ["position-sizing"];
/** Checks of the guard that object to the symbol's market; the others object to the state of the fund. */
const symbolChecks: readonly string[] = [
  "reference-fresh",
  "price-collar",
  "stop-distance",
  "order-quantity",
  "minimum-notional",
  "steps",
];
const referencesKept = 200;

export function hearForUniverse(fund: Fund, { facts }: Outbox): void {
  if (!fund.config.universe.isDynamic) return;
  for (const fact of facts) hearFact(fund, fact);
}

function hearFact(fund: Fund, fact: Fact): void {
  switch (fact.type) {
    case "intent.proposed":
      return hearWish(fund, fact.data);
    case "order.submitted":
      return rememberReference(fund, fact.data);
    case "order.refused":
      return hearRefused(fund, fact.data);
    case "order.amended":
      return moveReference(fund, fact.data);
    case "order.status_changed":
      return fact.data.to === "REJECTED" ? hearRejected(fund, fact.data.orderId) : undefined;
    case "trade.executed":
      return hearFill(fund, fact.data);
    case "position.opened":
      return rememberRegime(fund, fact.data.symbol, fact.data.openedBy);
    case "position.closed":
      return hearTrade(fund, fact.data);
    default:
      return undefined;
  }
}

type Data<Type extends Fact["type"]> = Extract<Fact, { type: Type }>["data"];

function hearWish(
  fund: Fund,
  { kind, symbol, outcome, refusedBy, stopDistanceFraction }: Data<"intent.proposed">,
): void {
  const id = fund.ids.get(symbol);
  if (kind !== "ENTER" || id === undefined) return;
  const standing = fund.governance.universe.standings[id];
  if (outcome === "REFUSED" && refusedBy === "universe-filter" && standing?.probation !== undefined)
    return playOnPaper(fund, id, stopDistanceFraction);
  const isRefused = outcome === "REFUSED" && symbolObjections.includes(refusedBy ?? "");
  if (standing === undefined || (outcome !== "ORDERED" && !isRefused)) return;
  recordWish(standing.record, isRefused);
  judgeAnew(fund.governance.universe, standing, symbol);
}

/** The wish said just before became an order that nobody took. */
function refuseLastWish(fund: Fund, symbol: string): void {
  const standing = fund.governance.universe.standings[fund.ids.get(symbol) ?? -1];
  if (standing === undefined || standing.record.refusals.pop() === undefined) return;
  recordWish(standing.record, true);
  judgeAnew(fund.governance.universe, standing, symbol);
}

function hearRefused(fund: Fund, { purpose, check, symbol }: Data<"order.refused">): void {
  if (purpose === "ENTRY" && symbolChecks.includes(check)) refuseLastWish(fund, symbol);
}

function hearRejected(fund: Fund, orderId: string): void {
  const order = fund.governance.universe.references.get(orderId);
  if (order?.isEntry === true) refuseLastWish(fund, order.symbol);
}

function rememberReference({ governance }: Fund, order: Data<"order.submitted">): void {
  const { references } = governance.universe;
  const { id, symbol, side, purpose, orderType, referencePriceUsd, stopPriceUsd } = order;
  /** A stop is measured by its trigger, wherever the price stood when it was placed. */
  /** A POST_ONLY that would take is refused for that alone: no objection to the symbol. */
  const isEntry = purpose === "ENTRY" && orderType !== "POST_ONLY";
  references.set(id, { symbol, side, isEntry, price: stopPriceUsd ?? referencePriceUsd });
  for (const oldest of references.keys()) {
    if (references.size <= referencesKept) return;
    references.delete(oldest);
  }
}

function moveReference({ governance }: Fund, { orderId, stopPriceUsd }: Data<"order.amended">): void {
  const { references } = governance.universe;
  const order = references.get(orderId);
  if (order !== undefined) references.set(orderId, { ...order, price: stopPriceUsd });
}

function hearFill({ governance, ids }: Fund, { orderId, symbol, priceUsd }: Data<"trade.executed">): void {
  const { references, standings } = governance.universe;
  const order = references.get(orderId);
  const standing = standings[ids.get(symbol) ?? -1];
  if (standing === undefined || order === undefined || order.price === null) return;
  const rise = priceUsd / order.price - 1;
  recordFill(standing.record, order.side === "BUY" ? rise : -rise);
}

function rememberRegime({ governance, ids }: Fund, symbol: string, tradeId: string): void {
  const { universe, marketOfficer } = governance;
  universe.openedIn.set(tradeId, conditionsIn(marketOfficer.slots[ids.get(symbol) ?? -1]?.regime));
}

function hearTrade(fund: Fund, trade: Data<"position.closed">): void {
  const { universe } = fund.governance;
  const id = fund.ids.get(trade.symbol);
  const openedIn = universe.openedIn.get(trade.tradeId) ?? [];
  universe.openedIn.delete(trade.tradeId);
  const instrument = id === undefined ? undefined : fund.config.instruments[id];
  if (id === undefined || instrument === undefined) return;
  const { pnlUsd, feesUsd, rMultipleRatio: r, quantity, entryPriceUsd } = trade;
  const spread = (2 * instrument.halfSpreadBps * quantity * entryPriceUsd) / 10_000;
  const costR = pnlUsd === 0 ? 0 : Math.abs(r / pnlUsd) * (feesUsd + spread);
  takeTrade(universe, id, trade.symbol, { r, costR, openedIn });
}

function playOnPaper({ probation, features, governance }: Fund, id: number, stopDistance: number): void {
  if (isOnPaper(probation, id) || !(stopDistance > 0)) return;
  const slot = governance.marketOfficer.slots[id];
  wishOnPaper(probation, id, {
    stopDistance: fraction(stopDistance),
    outlook: { row: exitRowOf(slot?.assessment), atr: features.atr[id] ?? 0 },
    openedIn: conditionsIn(slot?.regime),
  });
}

/** Plays a close of what is on probation. Call before governance looks at it. */
export function playProbation(fund: Fund, bars: readonly Bar[], at: EpochMs): void {
  const { probation, trading, config, features, governance } = fund;
  if (probation.trades.size === 0 && probation.wishes.size === 0) return;
  const stage = governance.stage.current;
  const followsPlan = effectiveMode(config.subsystems.dynamic_tpsl, true, { stage, brake: false }) === "ENFORCED";
  for (const bar of bars) {
    const id = fund.ids.get(bar.symbol);
    const instrument = id === undefined ? undefined : config.instruments[id];
    if (id === undefined || instrument === undefined) continue;
    if (trading.latest[id]?.direction === "OUT") leavePaper(probation, id);
    const cost = oneWayCost(instrument, config) / 10_000;
    const atr = features.atr[id] ?? Number.NaN;
    const ended = playPaperBar(probation, id, bar, { at, instrument, atr, cost, followsPlan });
    if (ended !== undefined) takeProbationTrade(governance.universe, id, bar.symbol, ended);
  }
}

/**
 * Symbols for the CIO to choose from, the best first. None that is on a blacklist that binds: the CIO would keep a seat for
 * a symbol nobody may trade, and with three seats the fund could stand still beside symbols that nothing speaks against.
 */
export function candidatesOf({ config, governance, turnoverRank, ids }: Fund): readonly string[] {
  const { opportunityRanker, universe } = governance;
  const ranked = config.ranker.isEnabled ? opportunityRanker.chosen : turnoverRank.symbols;
  if (!config.universe.isBlacklistEnabled || !universeIsEnforced(governance, config)) return ranked;
  const isShutOut = (symbol: string): boolean => {
    const standing = universe.standings[ids.get(symbol) ?? -1];
    return standing !== undefined && isBlacklisted(standing);
  };
  return ranked.some(isShutOut) ? ranked.filter((symbol) => !isShutOut(symbol)) : ranked;
}

/** Where a symbol stands. Ranker and Universe OS speak only where they are switched on. */
export function placeOf({ config, governance }: Fund, id: number): SymbolPlace {
  const { opportunityRanker, universe } = governance;
  const symbol = config.instruments[id]?.symbol ?? "";
  const tier = universe.standings[id]?.judgement.tier ?? "INSUFFICIENT_DATA";
  const rank = config.ranker.isEnabled ? rankOf(opportunityRanker, id) : undefined;
  const byUniverse = config.universe.isDynamic ? universe.leftOut.get(symbol) : undefined;
  const leftOut = byUniverse === undefined ? unrankedReason(governance, config, id) : `Universe OS: ${byUniverse}`;
  return { tier, rank, leftOut };
}

function unrankedReason({ opportunityRanker: ranker }: GovernanceState, config: FundConfig, id: number) {
  if (!config.ranker.isEnabled || ranker.isChosen[id] === 1) return undefined;
  const exclusion = exclusionOf(ranker, id);
  if (exclusion !== undefined) return `the ranker gives it no score: ${exclusion}`;
  return `rank ${rankOf(ranker, id)} is not among the best ${config.ranker.topN}`;
}
