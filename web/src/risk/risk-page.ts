/** The risk officer's page: the score in parts, the book, stress days, and every estimator's backtest for book and symbols. */
import type { DeskReport, RiskReport } from "../../../src/kernel/domain/risk-report.ts";
import { accessHeaders } from "../access.ts";
import { byId, make, type Pair, setAttribute, setHidden, setPairs, setText } from "../dom.ts";
import { count, dateTime, decimals, orUnknown, share, words } from "../format.ts";
import type { Route } from "../route.ts";
import { makeTable } from "../table.ts";
import { estimatorColumns, holdingColumns, partColumns, stressColumns } from "./columns.ts";

export type RiskPage = {
  readonly open: (route: Route) => void;
  /** Something happened to the fund: what is shown may have changed. */
  readonly refresh: () => void;
};

/** Between two looks at the same report. */
const lookEveryMs = 2_000;

export function makeRiskPage(): RiskPage {
  const show = makeReport();
  let isOpen = false;
  let askedAt = 0;

  const look = async (): Promise<void> => {
    askedAt = Date.now();
    const report = await askRisk();
    if (!isOpen) return;
    setText(byId("risk-facts"), report === undefined ? "the fund does not answer" : factsOf(report));
    if (report !== undefined) show(report);
  };
  return {
    open: (route) => {
      isOpen = route.kind === "RISK";
      setHidden(byId("risk"), !isOpen);
      if (!isOpen) return;
      document.title = "Risk · Quantum Trader";
      scrollTo(0, 0);
      byId("risk-title").focus({ preventScroll: true });
      void look();
    },
    refresh: () => {
      if (isOpen && Date.now() - askedAt > lookEveryMs && !document.hidden) void look();
    },
  };
}

async function askRisk(): Promise<RiskReport | undefined> {
  try {
    const response = await fetch("/api/fund/risk", { headers: accessHeaders() });
    const value: unknown = await response.json();
    return isReport(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The server has checked the rest against its schema. */
const isReport = (value: unknown): value is RiskReport =>
  typeof value === "object" && value !== null && "desks" in value && "parts" in value;

const factsOf = ({ asOfMs, isFromPrior, sampleDays }: RiskReport): string =>
  `${dateTime(asOfMs)} UTC, ${isFromPrior ? "a conservative prior: too few days are known" : `${count(sampleDays)} days known`}`;

function makeReport(): (report: RiskReport) => void {
  const parts = makeTable(byId("risk-parts"), {
    label: "Score",
    empty: "No score yet.",
    columns: partColumns,
    keyOf: ({ part }) => part,
  });
  const holdings = makeTable(byId("risk-holdings"), {
    label: "Holdings",
    empty: "Nothing is held.",
    columns: holdingColumns,
    keyOf: ({ symbol }) => symbol,
  });
  const stress = makeTable(byId("risk-stress"), {
    label: "Stress",
    empty: "No scenario.",
    columns: stressColumns,
    keyOf: ({ scenario }) => scenario,
  });
  const showDesk = makeDesk();
  return (report) => {
    setPairs(byId("risk-book"), bookPairs(report));
    setText(byId("risk-score"), `${count(report.score)} of 100, the worst part`);
    parts.show(report.parts);
    holdings.show(report.holdings);
    stress.show(report.stress);
    showDesk(report.desks);
  };
}

function bookPairs({ drawdown, ceiling, ...report }: RiskReport): Pair[] {
  return [
    { label: "VaR 95 %, one day", value: share(report.valueAtRisk95Ratio), note: "of equity" },
    {
      label: "Expected shortfall 97.5 %",
      value: share(report.expectedShortfall975Ratio),
      note: `all estimators: median ${share(report.medianShortfall975Ratio)}, worst ${share(report.worstShortfall975Ratio)}`,
    },
    { label: "Volatility, one day", value: share(report.dailyVolatilityRatio) },
    {
      label: "Drawdown in ten days",
      value: orUnknown(drawdown, (each) => share(each.drawdownAtRisk95Ratio)),
      note: orUnknown(
        drawdown,
        (each) =>
          `passed by 5 % of ${count(each.paths)} paths; beyond the limit ${share(each.chanceBeyondLimitFraction)}`,
      ),
    },
    { label: "Mean correlation", value: orUnknown(report.meanCorrelationRatio, decimals), note: "of what is held" },
    { label: "Days to sell", value: decimals(report.daysToSellRatio), note: "the slowest, at a tenth of its turnover" },
    {
      label: "Advised ceiling",
      value: orUnknown(ceiling, (each) => `leverage ${decimals(each.maxLeverageRatio)}`),
      note: orUnknown(
        ceiling,
        (each) => `${share(each.maxRiskPerTradeFraction)} a trade, ${count(each.maxPositions)} positions; advice only`,
      ),
    },
  ];
}

/** One desk at a time; the reader chooses which. */
function makeDesk(): (desks: readonly DeskReport[]) => void {
  const table = makeTable(byId("risk-estimators"), {
    label: "Estimators",
    empty: "No estimator.",
    columns: estimatorColumns,
    keyOf: ({ estimator }) => estimator,
  });
  const chooser = byId("risk-desks");
  let chosen = "book";
  let shown: readonly DeskReport[] = [];
  const show = (desks: readonly DeskReport[]): void => {
    shown = desks;
    const subjects = desks.map(({ subject }) => subject);
    if (subjects.join() !== [...chooser.children].map((each) => each.textContent).join())
      chooser.replaceChildren(...subjects.map((subject) => makeButton(subject)));
    for (const button of chooser.children) setAttribute(button, "aria-pressed", String(button.textContent === chosen));
    const desk = desks.find(({ subject }) => subject === chosen);
    if (desk === undefined) return;
    table.show(desk.estimators);
    setText(byId("risk-desk"), deskWords(desk));
  };
  const makeButton = (subject: string): HTMLElement => {
    const button = make("button", { type: "button" }, [subject]);
    button.addEventListener("click", () => {
      chosen = subject;
      show(shown);
    });
    return button;
  };
  return show;
}

function deskWords({ binding, because, judgedDays, volatilityRatio, tailShape, fittedAtMs }: DeskReport): string {
  const tail =
    tailShape === null
      ? "no Pareto tail below 500 days"
      : `tail shape ${decimals(tailShape.ratio)} (${decimals(tailShape.lowRatio)} to ${decimals(tailShape.highRatio)})`;
  const fitted = orUnknown(fittedAtMs, (at) => `fitted ${dateTime(at)}`);
  const volatility = orUnknown(volatilityRatio, (value) => `volatility ${share(value)} a day`);
  return `${words(binding)} binds: ${because}. ${count(judgedDays)} days judged, ${volatility}, ${tail}, ${fitted}.`;
}
