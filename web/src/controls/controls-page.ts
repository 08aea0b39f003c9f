/** The control register: open alerts, every control with its limits and counts, and past months whose limits sit badly. */
import type { ControlReport } from "../../../src/kernel/domain/control-report.ts";
import { accessHeaders } from "../access.ts";
import { byId, setHidden, setText } from "../dom.ts";
import type { Route } from "../route.ts";
import { makeTable } from "../table.ts";
import { alertColumns, controlColumns, monthColumns } from "./columns.ts";

export type ControlsPage = {
  readonly open: (route: Route) => void;
  /** Something happened to the fund: what is shown may have changed. */
  readonly refresh: () => void;
};

/** Between two looks at the same report. */
const lookEveryMs = 2_000;

export function makeControlsPage(): ControlsPage {
  const show = makeReport();
  let isOpen = false;
  let askedAt = 0;

  const look = async (): Promise<void> => {
    askedAt = Date.now();
    const report = await askControls();
    if (!isOpen) return;
    setText(byId("controls-facts"), report === undefined ? "the fund does not answer" : factsOf(report));
    if (report !== undefined) show(report);
  };
  return {
    open: (route) => {
      isOpen = route.kind === "CONTROLS";
      setHidden(byId("controls"), !isOpen);
      if (!isOpen) return;
      document.title = "Controls · Quantum Trader";
      scrollTo(0, 0);
      byId("controls-title").focus({ preventScroll: true });
      void look();
    },
    refresh: () => {
      if (isOpen && Date.now() - askedAt > lookEveryMs && !document.hidden) void look();
    },
  };
}

async function askControls(): Promise<ControlReport | undefined> {
  try {
    const response = await fetch("/api/fund/controls", { headers: accessHeaders() });
    const value: unknown = await response.json();
    return isReport(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The server has checked the rest against its schema. */
const isReport = (value: unknown): value is ControlReport =>
  typeof value === "object" && value !== null && "controls" in value && "alerts" in value;

const factsOf = ({ controls, month, alerts }: ControlReport): string => {
  const blocked = controls.filter(({ use }) => use.blocked > 0).length;
  const unanswered = alerts.filter(({ freezesAtMs }) => freezesAtMs !== null).length;
  return `${controls.length} controls, ${blocked} of them blocked in ${month}; ${alerts.length} open alerts, ${unanswered} to be acknowledged`;
};

function makeReport(): (report: ControlReport) => void {
  const alerts = makeTable(byId("controls-alerts"), {
    label: "Open alerts",
    columns: alertColumns,
    keyOf: ({ id }) => id,
    empty: "No open alerts.",
  });
  const controls = makeTable(byId("controls-register"), {
    label: "Controls",
    columns: controlColumns,
    keyOf: ({ id }) => id,
    empty: "No controls.",
  });
  const months = makeTable(byId("controls-months"), {
    label: "Limits that sat badly",
    columns: monthColumns,
    keyOf: ({ month, id }) => `${month} ${id}`,
    empty: "No month is over, or every limit sat well.",
  });
  return (report) => {
    alerts.show(report.alerts);
    controls.show(report.controls);
    months.show(
      report.past.flatMap(({ month, uses }) =>
        uses
          .filter(({ calibration }) => calibration === "TOO_WIDE" || calibration === "TOO_TIGHT")
          .map((use) => ({ ...use, month })),
      ),
    );
  };
}
