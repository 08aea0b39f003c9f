/** The page: follows the fund and shows it, one view after another. */
import type { FundView } from "../../src/kernel/analytics/view/fund-view.ts";
import { showAlarms } from "./alarms.ts";
import { makeAnalyticsPage } from "./analytics/analytics-page.ts";
import { makeBoard } from "./board.ts";
import { makeCharts } from "./charts.ts";
import { makeControlsPage } from "./controls/controls-page.ts";
import { type Curve, fetchCurve } from "./curve.ts";
import { byId, setAttribute, setText } from "./dom.ts";
import { dateTime, wallTime } from "./format.ts";
import { followFund, type LinkState } from "./link.ts";
import { showOverview } from "./overview.ts";
import { createPace } from "./pace.ts";
import { makeRiskPage } from "./risk/risk-page.ts";
import { followRoute } from "./route.ts";
import { makeTables } from "./tables.ts";
import { makeWhyPage } from "./why/why-page.ts";

const linkWords: Readonly<Record<LinkState, string>> = {
  CONNECTING: "connecting",
  LIVE: "live",
  RECONNECTING: "reconnecting",
  STOPPED: "stopped",
  LOCKED: "needs an access token: reload to give one",
};
/** Between two looks at the curve. */
const curveEveryMs = 1_000;

const charts = makeCharts();
const showTables = makeTables();
const showBoard = makeBoard();
const whyPage = makeWhyPage();
const riskPage = makeRiskPage();
const analyticsPage = makeAnalyticsPage();
const controlsPage = makeControlsPage();
const pace = createPace();
let lastViewAt: Date | undefined;

function showView(view: FundView): void {
  lastViewAt = new Date();
  setText(byId("fund-time"), `${dateTime(view.asOfMs)} UTC`);
  setText(byId("pace"), pace.after(view.asOfMs, lastViewAt.getTime()));
  showAlarms(view);
  showOverview(view);
  showTables(view);
  showBoard(view);
  whyPage.refresh();
  riskPage.refresh();
  analyticsPage.refresh();
  controlsPage.refresh();
  curveIsOld = true;
}

function showLink(state: LinkState): void {
  const since = state === "LIVE" || lastViewAt === undefined ? "" : `, as of ${wallTime(lastViewAt)}`;
  setText(byId("link"), linkWords[state] + since);
  setAttribute(byId("link"), "data-state", state);
  setAttribute(document.body, "data-link", state);
}

let curve: Curve | undefined;
let curveIsOld = true;
async function refreshCurve(): Promise<void> {
  if (curveIsOld && !document.hidden) {
    curveIsOld = false;
    try {
      curve = await fetchCurve(curve);
      charts.show(curve);
    } catch {
      curveIsOld = true; // The link says that the fund does not answer; ask again with the next view.
    }
  }
  setTimeout(() => void refreshCurve(), curveEveryMs);
}

const showWallTime = (): void => setText(byId("wall-time"), wallTime(new Date()));

followRoute((route) => {
  whyPage.open(route);
  riskPage.open(route);
  analyticsPage.open(route);
  controlsPage.open(route);
});
followFund({ onView: showView, onState: showLink });
void refreshCurve();
showWallTime();
setInterval(showWallTime, 1_000);
