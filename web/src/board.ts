/** The executive on the page: who stands by what, stage, monitors, alerts, tasks, the emergency stop, and the CFO's accounts. */
import type { BoardView } from "../../src/kernel/analytics/view/board-view.ts";
import type { FundView } from "../../src/kernel/analytics/view/fund-view.ts";
import {
  alertColumns,
  criterionColumns,
  hookColumns,
  monitorColumns,
  standColumns,
  taskColumns,
} from "./board-columns.ts";
import { byId, type Pair, setHidden, setPairs, setText } from "./dom.ts";
import { count, dateTime, decimals, duration, orUnknown, share, signedShare, usd, words } from "./format.ts";
import { makeTable } from "./table.ts";

export function makeBoard(): (view: FundView) => void {
  const stands = makeTable(byId("stands"), {
    label: "Seats",
    empty: "No seat sits.",
    columns: standColumns,
    keyOf: ({ seat, kind }) => `${seat} ${kind}`,
  });
  const monitors = makeTable(byId("monitors"), {
    label: "Monitors",
    empty: "No monitor has reported yet.",
    columns: monitorColumns,
    keyOf: ({ monitor }) => monitor,
  });
  const hooks = makeTable(byId("hooks"), {
    label: "Hooks",
    empty: "There are no hooks.",
    columns: hookColumns,
    keyOf: ({ hook }) => hook,
  });
  const criteria = makeTable(byId("criteria"), {
    label: "Stage",
    empty: "There is no further stage to earn.",
    columns: criterionColumns,
    keyOf: ({ name }) => name,
  });
  const tasks = makeTable(byId("tasks"), {
    label: "Research tasks",
    empty: "The Researcher has asked for nothing.",
    columns: taskColumns,
    keyOf: ({ id }) => id,
  });
  const alerts = makeTable(byId("alerts"), {
    label: "Alerts",
    empty: "Nothing has been warned of.",
    columns: alertColumns,
    keyOf: ({ atMs, from, message }) => `${atMs} ${from} ${message}`,
  });
  return (view) => {
    const { board } = view;
    stands.show(board.stands);
    monitors.show(board.monitors);
    hooks.show(board.hooks);
    criteria.show(board.stage.criteria);
    tasks.show(view.tasks);
    alerts.show(board.alerts);
    setPairs(byId("federation"), federationPairs(board));
    setPairs(byId("accounts"), accountPairs(view));
    showTrip(view);
    showSums(view);
  };
}

function showSums({ board, tasks, modes }: FundView): void {
  const seats = new Set(board.stands.map(({ seat }) => seat)).size;
  const active = new Set(board.stands.filter(({ isActive }) => isActive).map(({ seat }) => seat)).size;
  setText(byId("stands-sum"), `${count(active)} of ${count(seats)} seats active`);
  setText(byId("monitors-sum"), `system health ${words(modes.systemHealth)}`);
  const heard = board.hooks.filter(({ configuredMode, isIsolated }) => configuredMode === "ENFORCED" && !isIsolated);
  setText(
    byId("hooks-sum"),
    `${count(heard.length)} of ${count(board.hooks.length)} enforced, as far as the stage allows`,
  );
  setText(byId("stage-sum"), `${words(board.stage.stage)} since ${dateTime(board.stage.sinceMs)}`);
  const open = tasks.filter(({ status }) => status === "OPEN" || status === "TAKEN").length;
  setText(byId("tasks-sum"), open === 0 ? "none under way" : `${count(open)} under way`);
}

/** What the seeds call normal: conflicts below 5 %, overrides below 2 %, less than one freeze a week. */
function federationPairs({ federation }: BoardView): Pair[] {
  const { decisionsLastHour, decisionsPerHour, pace, conflictShare, overrideShare, freezesLastWeek } = federation;
  return [
    {
      label: "Decisions, last hour",
      value: count(decisionsLastHour),
      note: `${decimals(decisionsPerHour)} an hour over a day, pace ${words(pace)}`,
      tone: pace === "HIGH" ? "warn" : "plain",
    },
    {
      label: "Conflicts",
      value: share(conflictShare),
      note: "of a day's decisions",
      tone: warnFrom(conflictShare, 0.05),
    },
    {
      label: "Overrides",
      value: share(overrideShare),
      note: "of a day's decisions",
      tone: warnFrom(overrideShare, 0.02),
    },
    { label: "Freezes, 7 days", value: count(freezesLastWeek), tone: warnFrom(freezesLastWeek, 1) },
  ];
}

const warnFrom = (value: number, limit: number): "warn" | "plain" => (value >= limit ? "warn" : "plain");

function accountPairs({ money, capital }: FundView): Pair[] {
  const { closedDays, profitPerCapitalRatio, idleCashFraction } = capital.last30Days;
  const isDue = money.dueUsd > 0;
  return [
    { label: "Tradable", value: usd(money.tradableUsd), note: "what sizes and limits are shares of" },
    { label: "Cash", value: usd(money.cashUsd) },
    { label: "Locked profit", value: usd(money.lockedUsd), note: isDue ? `${usd(money.dueUsd)} still invested` : "" },
    { label: "Reserve", value: usd(money.reserveUsd) },
    {
      label: "Profit on capital",
      value: orUnknown(profitPerCapitalRatio, signedShare),
      note: `over ${count(closedDays)} days`,
    },
    { label: "Idle cash", value: orUnknown(idleCashFraction, share), note: "mean at the close of the day" },
  ];
}

/** Only there while there is something to say. */
function showTrip({ board: { essTrip: trip }, modes, asOfMs }: FundView): void {
  setHidden(byId("trip-panel"), trip === null);
  if (trip === null) return;
  const { atMs, evaluator, reason, exitMode, timeToZeroMs, coolDownEndsAtMs } = trip;
  const coolsUntil = (endsAtMs: number): string => (endsAtMs > asOfMs ? `in ${duration(endsAtMs - asOfMs)}` : "over");
  setPairs(byId("trip"), [
    { label: "State", value: words(modes.essState), tone: modes.essState === "ARMED" ? "plain" : "bad" },
    { label: "Tripped", value: dateTime(atMs), note: `${words(evaluator)}: ${reason}` },
    { label: "Exit mode", value: words(exitMode) },
    {
      label: "Time to zero",
      value: timeToZeroMs === null ? "under way" : duration(timeToZeroMs),
      note: "until the venue showed nothing left to do",
    },
    { label: "Cool-down", value: orUnknown(coolDownEndsAtMs, coolsUntil) },
  ]);
}
