/** Estimators with their backtests, holdings and stress days, column by column. Colour marks what a test rejects. */
import type {
  EstimatorReport,
  HoldingRisk,
  LevelVerdict,
  ScorePartReport,
  StressReport,
} from "../../../src/kernel/domain/risk-report.ts";
import { count, decimals, orUnknown, share, signedDecimals, words } from "../format.ts";
import { type Cell, type Column, plain } from "../table.ts";

/** Every test here is read at 5 %. */
const significance = 0.05;

export const estimatorColumns: Column<EstimatorReport>[] = [
  {
    title: "Estimator",
    cell: ({ estimator, isBinding, passes, refusal }) => ({
      text: words(estimator),
      note:
        refusal ??
        (isBinding ? "binds" : passes === false ? "rejected" : passes === true ? "passes" : "judged too briefly"),
      tone: isBinding ? "plain" : "quiet",
    }),
  },
  { title: "VaR 95 %", isNumber: true, cell: ({ forecast }) => orNone(forecast[0]?.valueAtRiskRatio) },
  { title: "VaR 99 %", isNumber: true, cell: ({ forecast }) => orNone(forecast[2]?.valueAtRiskRatio) },
  { title: "ES 97.5 %", isNumber: true, cell: ({ forecast }) => orNone(forecast[1]?.expectedShortfallRatio) },
  { title: "Beyond 95 %", isNumber: true, cell: ({ verdicts }) => hits(verdicts[0]) },
  { title: "Beyond 97.5 %", isNumber: true, cell: ({ verdicts }) => hits(verdicts[1]) },
  { title: "Beyond 99 %", isNumber: true, cell: ({ verdicts }) => hits(verdicts[2]) },
  { title: "Kupiec p", isNumber: true, cell: ({ verdicts }) => pValue(verdicts[1]?.kupiecFraction) },
  { title: "Christoffersen p", isNumber: true, cell: ({ verdicts }) => pValue(verdicts[1]?.christoffersenFraction) },
  {
    title: "Z2",
    isNumber: true,
    cell: ({ shortfallTestRatio }) => plain(orUnknown(shortfallTestRatio, signedDecimals)),
  },
  {
    title: "Basel",
    cell: ({ trafficLight }) => ({
      text: trafficLight ?? "",
      tone: trafficLight === "red" ? "bad" : trafficLight === "yellow" ? "warn" : "plain",
    }),
  },
  {
    title: "FZ0 less historical",
    isNumber: true,
    cell: ({ relativeScoreRatio }) =>
      plain(orUnknown(relativeScoreRatio, (value) => value.toFixed(3).replace("-", "−"))),
  },
];

const orNone = (value: number | undefined): Cell => plain(value === undefined ? "" : share(value));

const hits = (verdict: LevelVerdict | null | undefined): Cell =>
  verdict === null || verdict === undefined
    ? plain("")
    : {
        text: count(verdict.exceptions),
        note: `of ${decimals(verdict.expectedExceptions)} in ${count(verdict.days)} d`,
      };

const pValue = (value: number | undefined): Cell =>
  value === undefined ? plain("") : { text: value.toFixed(3), tone: value < significance ? "warn" : "plain" };

export const partColumns: Column<ScorePartReport>[] = [
  { title: "Part", cell: ({ part }) => plain(part) },
  {
    title: "Score",
    isNumber: true,
    cell: ({ score }) => ({ text: count(score), filled: score / 100, tone: score >= 70 ? "warn" : "plain" }),
  },
];

export const holdingColumns: Column<HoldingRisk>[] = [
  { title: "Symbol", cell: ({ symbol }) => plain(symbol) },
  { title: "Of equity", isNumber: true, cell: ({ weightRatio }) => plain(share(weightRatio)) },
  { title: "Part in ES", isNumber: true, cell: ({ shortfallPartRatio }) => plain(share(shortfallPartRatio)) },
];

export const stressColumns: Column<StressReport>[] = [
  { title: "Scenario", isWide: true, cell: ({ scenario }) => plain(scenario) },
  {
    title: "Loss of equity",
    isNumber: true,
    cell: ({ lossRatio }) => plain(orUnknown(lossRatio, share)),
  },
];
