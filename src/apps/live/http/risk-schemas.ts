/** The risk officer's report as schemas, each declared as the schema of its type: what differs does not compile. */
import { z } from "zod";
import {
  type DeskReport,
  type DrawdownForecast,
  type EstimatorReport,
  type HoldingRisk,
  type LevelReport,
  type LevelVerdict,
  type RiskReport,
  type ScorePartReport,
  type StressReport,
  trafficLights,
} from "../../../kernel/domain/risk-report.ts";
import { estimators } from "../../../kernel/domain/tail.ts";

const number = z.number();
const maybe = number.nullable();
const share = number.min(0).max(1);
const count = z.int().min(0);
const text = z.string();
const flag = z.boolean();
const list = <Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> => z.array(item);
/** An object with exactly the fields of `Value`. */
const shape = <Value extends object>(fields: { readonly [Key in keyof Value]-?: z.ZodType<Value[Key]> }) =>
  z.strictObject(fields);

const verdict = shape<LevelVerdict>({
  tailFraction: share,
  days: count,
  exceptions: count,
  expectedExceptions: number,
  kupiecFraction: share,
  christoffersenFraction: share,
});

const estimator = shape<EstimatorReport>({
  estimator: z.enum(estimators),
  isBinding: flag,
  forecast: list(shape<LevelReport>({ valueAtRiskRatio: number, expectedShortfallRatio: number })),
  refusal: text.nullable(),
  verdicts: list(verdict.nullable()),
  shortfallTestRatio: maybe,
  trafficLight: z.enum(trafficLights).nullable(),
  relativeScoreRatio: maybe,
  passes: flag.nullable(),
});

const desk = shape<DeskReport>({
  subject: text,
  binding: z.enum(estimators),
  because: text,
  judgedDays: count,
  estimators: list(estimator),
  volatilityRatio: maybe,
  tailShape: z.strictObject({ ratio: number, lowRatio: number, highRatio: number }).nullable(),
  fittedAtMs: maybe,
});

const drawdown = shape<DrawdownForecast>({
  horizonMs: number,
  paths: count,
  drawdownAtRisk95Ratio: number,
  conditionalDrawdown95Ratio: number,
  chanceBeyondLimitFraction: share,
  chanceBeyondKillSwitchFraction: share,
});

export const riskReportSchema = shape<RiskReport>({
  asOfMs: number,
  score: number.min(0).max(100),
  parts: list(shape<ScorePartReport>({ part: text, score: number.min(0).max(100) })),
  valueAtRisk95Ratio: number,
  expectedShortfall975Ratio: number,
  medianShortfall975Ratio: number,
  worstShortfall975Ratio: number,
  dailyVolatilityRatio: number,
  sampleDays: count,
  isFromPrior: flag,
  concentrationRatio: number,
  meanCorrelationRatio: maybe,
  daysToSellRatio: number,
  ceiling: z.strictObject({ maxLeverageRatio: number, maxRiskPerTradeFraction: share, maxPositions: count }).nullable(),
  holdings: list(shape<HoldingRisk>({ symbol: text, weightRatio: number, shortfallPartRatio: number })),
  stress: list(shape<StressReport>({ scenario: text, lossRatio: maybe })),
  drawdown: drawdown.nullable(),
  desks: list(desk),
}).meta({
  id: "RiskReport",
  description: "What the risk officer sees, and how each of its estimators has turned out.",
});
