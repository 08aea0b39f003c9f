/** Each limit of the mandate as one order met it: what was used before, what with it, what is left, and whose it is. */
import { type Limit, limits } from "../../domain/risk-envelope.ts";
import type { CloseWorkings, OrderWorkings } from "../../domain/workings.ts";
import { limitUnitOf } from "../view/mandate-view.ts";
import { nobody, setterOf, type Standing } from "../view/setter.ts";
import { finiteOrNull } from "./scene.ts";
import type { LimitWhy } from "./why.ts";

type Use = { readonly before: number | null; readonly after: number | null };
type Uses = Readonly<Partial<Record<Limit, Use>>>;

const usesOfOrder = (workings: OrderWorkings): Uses => {
  const { usage, performance, signal, order } = workings;
  const { equity, tradable, committedNotional, committedInSymbol, otherPositions, committedRisk } = usage;
  const isEntry = order.purpose === "ENTRY";
  const measured = (check: string): number | null =>
    (isEntry ? workings.checks.find((each) => each.check === check)?.measure?.value : undefined) ?? null;
  const exposure = tradable > 0 ? committedNotional / tradable : null;
  const dailyRisk = tradable > 0 ? (equity * performance.dailyLoss + committedRisk) / tradable : null;
  const tradeRisk = measured("trade-risk");
  const dailyRiskAfter = dailyRisk === null || tradeRisk === null ? dailyRisk : dailyRisk + tradeRisk;
  return {
    maxLeverage: { before: exposure, after: measured("leverage") ?? exposure },
    maxExposure: { before: exposure, after: measured("exposure") ?? exposure },
    maxPosition: { before: committedInSymbol, after: measured("position") ?? committedInSymbol },
    maxPositions: { before: otherPositions, after: isEntry ? otherPositions + 1 : otherPositions },
    maxRiskPerTrade: { before: null, after: tradeRisk },
    maxDailyRisk: { before: dailyRisk, after: dailyRiskAfter },
    maxDrawdown: { before: performance.drawdown, after: performance.drawdown },
    minConfidence: { before: null, after: signal?.confidence ?? null },
  };
};

export const limitsOfOrder = (workings: OrderWorkings, standing: Standing): LimitWhy[] =>
  limitsWith(usesOfOrder(workings), standing);

/** Without an order only drawdown and the signal's confidence are known. */
export const limitsOfClose = ({ performance, signal }: CloseWorkings, standing: Standing): LimitWhy[] =>
  limitsWith(
    {
      maxDrawdown: { before: performance.drawdown, after: performance.drawdown },
      minConfidence: { before: null, after: signal?.confidence ?? null },
    },
    standing,
  );

function limitsWith(uses: Uses, standing: Standing): LimitWhy[] {
  const { envelope, setBy } = standing.policy.mandate;
  return limits.map((limit) => {
    const { before = null, after = null } = uses[limit] ?? {};
    const value = envelope[limit];
    const isFloor = limit === "minConfidence";
    const headroom =
      after === null || typeof value === "boolean" ? null : finiteOrNull(isFloor ? after - value : value - after);
    return {
      limit,
      unit: limitUnitOf[limit],
      value,
      isBound: setBy[limit] !== nobody,
      usedBefore: before === null ? null : finiteOrNull(before),
      usedAfter: after === null ? null : finiteOrNull(after),
      headroom,
      setBy: setterOf(standing, setBy[limit]),
    };
  });
}
