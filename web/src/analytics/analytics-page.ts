/** The analytics page: how the fund has done, where its profit came from, and how sure one can be of it. */
import type { Attribution, AttributionRow } from "../../../src/kernel/analytics/projection/attribution.ts";
import type { Dimension } from "../../../src/kernel/analytics/projection/dimensions.ts";
import type { SystemMetrics } from "../../../src/kernel/analytics/projection/metrics.ts";
import { byId, make, type Pair, setAttribute, setHidden, setPairs, setText } from "../dom.ts";
import { count, dateTime, orUnknown, share, signedShare, signedUsd, toneOf, usd, wholeUsd, words } from "../format.ts";
import type { Route } from "../route.ts";
import { makeTable } from "../table.ts";
import { type Answers, askAnalytics } from "./ask.ts";
import {
  attributionColumns,
  drawdownColumns,
  modelColumns,
  sharpeCell,
  strategyColumns,
  tripColumns,
} from "./columns.ts";
import { drawBars, drawDays } from "./plots.ts";

export type AnalyticsPage = {
  readonly open: (route: Route) => void;
  /** Something happened to the fund: what is shown may have changed. */
  readonly refresh: () => void;
};

/** Between two looks at the figures. */
const lookEveryMs = 2_000;
/** As the server names them. */
const dimensions: readonly Dimension[] = ["strategy", "symbol", "model", "regime", "exit_reason", "weekday", "hour"];

export function makeAnalyticsPage(): AnalyticsPage {
  let by: Dimension = "strategy";
  let isOpen = false;
  let askedAt = 0;
  const show = makeAnswers();

  const look = async (): Promise<void> => {
    askedAt = Date.now();
    const asked = by;
    const answers = await askAnalytics(asked);
    if (!isOpen || asked !== by) return;
    setText(byId("analytics-facts"), typeof answers === "string" ? answers : factsOf(answers.system));
    if (typeof answers !== "string") show(answers);
  };
  makeChooser((chosen) => {
    by = chosen;
    void look();
  });
  return {
    open: (route) => {
      isOpen = route.kind === "ANALYTICS";
      setHidden(byId("analytics"), !isOpen);
      if (!isOpen) return;
      document.title = "Analytics · Quantum Trader";
      scrollTo(0, 0);
      byId("analytics-title").focus({ preventScroll: true });
      void look();
    },
    refresh: () => {
      if (isOpen && Date.now() - askedAt > lookEveryMs && !document.hidden) void look();
    },
  };
}

const factsOf = ({ asOfMs, hasBegun, eventsHeard }: SystemMetrics): string =>
  `${dateTime(asOfMs)} UTC, from ${count(eventsHeard)} events of the journal${hasBegun ? "" : "; trading has not begun"}`;

function makeChooser(onChoice: (dimension: Dimension) => void): void {
  const chooser = byId("analytics-dimensions");
  const press = (chosen: Dimension): void => {
    for (const button of chooser.children)
      setAttribute(button, "aria-pressed", String(button.getAttribute("data-by") === chosen));
  };
  for (const dimension of dimensions) {
    const button = make("button", { type: "button", "data-by": dimension }, [words(dimension)]);
    button.addEventListener("click", () => {
      press(dimension);
      onChoice(dimension);
    });
    chooser.append(button);
  }
  press("strategy");
}

function makeAnswers(): (answers: Answers) => void {
  const rows = makeTable(byId("analytics-rows"), {
    label: "Attribution",
    empty: "Nothing was traded yet.",
    columns: attributionColumns,
    keyOf: ({ key }) => key,
  });
  const strategies = makeTable(byId("analytics-strategies"), {
    label: "Strategies",
    empty: "No strategy has traded yet.",
    columns: strategyColumns,
    keyOf: ({ strategyId }) => strategyId,
  });
  const models = makeTable(byId("analytics-models"), {
    label: "Models",
    empty: "No model has spoken for a trade yet.",
    columns: modelColumns,
    keyOf: ({ modelId }) => modelId,
  });
  const falls = makeTable(byId("analytics-falls"), {
    label: "Drawdowns",
    empty: "Equity never fell below an earlier close.",
    columns: drawdownColumns,
    keyOf: ({ peakAtMs }) => String(peakAtMs),
  });
  const trips = makeTable(byId("analytics-trips"), {
    label: "Round trips",
    empty: "No position has been closed yet.",
    columns: tripColumns,
    keyOf: ({ tradeId }) => tradeId,
  });
  return (answers) => {
    setPairs(byId("analytics-system"), systemPairs(answers.system));
    rows.show(named(answers.attribution));
    strategies.show(answers.strategies);
    models.show(answers.models);
    falls.show(answers.drawdowns.slice(0, 8));
    trips.show(answers.trips.roundTrips);
    setText(byId("analytics-trips-sum"), `of ${count(answers.trips.total)}`);
    showPlots(answers);
  };
}

/** Regimes and reasons of exit as words; names stay as they are. */
const named = ({ dimension, rows }: Attribution): AttributionRow[] =>
  rows.map((row) => (dimension === "regime" || dimension === "exit_reason" ? { ...row, key: words(row.key) } : row));

function showPlots({ attribution, days }: Answers): void {
  const { totalPnlUsd, dimension } = attribution;
  setText(byId("analytics-total"), `the rows add up to ${signedUsd(totalPnlUsd)} USD, what is held at its last price`);
  const bars = named(attribution).map(({ key, pnlUsd }) => ({ label: key, value: pnlUsd }));
  drawBars(byId("analytics-bars"), `Profit by ${words(dimension)}`, bars);
  const { firstDayStartMs, equityUsd } = days;
  const last = equityUsd.at(-1);
  setText(
    byId("analytics-days-readout"),
    last === undefined
      ? "begins with the first close the fund trades on"
      : `${count(equityUsd.length)} days, ${wholeUsd(last)} USD`,
  );
  if (firstDayStartMs !== null && equityUsd.length > 0) drawDays(byId("analytics-days"), firstDayStartMs, equityUsd);
}

function systemPairs({ costs, sharpe, ...system }: SystemMetrics): Pair[] {
  const sharpeShown = sharpeCell(sharpe);
  return [
    {
      label: "Equity",
      value: usd(system.equityUsd),
      note: `${signedUsd(system.pnlUsd)} since ${usd(system.startEquityUsd)}`,
    },
    { label: "Profit today", value: signedUsd(system.dailyPnlUsd), tone: toneOf(system.dailyPnlUsd) },
    {
      label: "Return",
      value: signedShare(system.pnlUsd / system.startEquityUsd),
      note: `closed ${signedUsd(system.closedPnlUsd)}, open ${signedUsd(system.openPnlUsd)}`,
    },
    { label: "Sharpe, standard error", value: sharpeShown.text, note: sharpeShown.note ?? "" },
    { label: "Deepest drawdown", value: share(system.maxDrawdownRatio) },
    {
      label: "Trades won",
      value: orUnknown(system.winRateFraction, share),
      note: `${count(system.totalTrades)} closed, ${count(system.activePositions)} open${system.isLowSample ? "; too few to tell" : ""}`,
    },
    {
      label: "Costs",
      value: usd(costs.feesUsd + costs.slippageUsd + costs.fundingUsd),
      note: `fees ${usd(costs.feesUsd)}, slippage ${usd(costs.slippageUsd)}, funding ${usd(costs.fundingUsd)}`,
    },
    { label: "Regime", value: words(system.regime), note: `risk mode ${words(system.riskMode)}` },
  ];
}
