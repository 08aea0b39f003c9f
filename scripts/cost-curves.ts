/**
 * `npm run cost-curves [recording]`: one strategy on a recorded session with costs off, bar-level and book-level costs.
 *
 * Once through the whole fund, governance off; then the fund's own orders fifty times as large straight at the same venue,
 * where costs begin to matter. Writes its section of docs/cost-model.md with a picture.
 */
import { usd } from "../src/kernel/units/units.ts";
import { calibrate } from "./depth-study/calibration.ts";
import { writePicture, writeSection } from "./depth-study/cost-page.ts";
import { curvesPicture, curvesText } from "./depth-study/curves-text.ts";
import { runDirect } from "./depth-study/direct-runs.ts";
import { loadSession } from "./depth-study/session.ts";
import { type CostSetting, curveInterval, runThree } from "./depth-study/three-runs.ts";

/** Binance USD-M without a discount (VIP 0). */
const takerFeeBps = 5;
const multiples = [1, 10, 50, 200];
const drawn = 50;

const session = await loadSession(process.argv[2]);
const [observed] = calibrate(session, curveInterval).models;
const setting: CostSetting = {
  startEquity: usd(100_000),
  halfSpreadBps: observed?.model.halfSpreadBps ?? Number.NaN,
  takerFeeBps,
};
const fund = runThree(session, setting);
const sent = fund.find(({ kind }) => kind === "BARS")?.sent ?? [];
const larger = multiples.map((multiple) => ({
  multiple,
  runs: runDirect(
    session,
    { ...setting, startEquity: usd(multiple * setting.startEquity) },
    sent.map((order) => ({ ...order, quantity: order.quantity * multiple })),
  ),
}));
const text = curvesText({ session, setting, fund, larger, drawn });
writePicture("cost-curves.svg", curvesPicture({ session, setting, fund, larger, drawn }));
writeSection("curves", text);
process.stdout.write(`${text}\nwritten: docs/cost-model.md, docs/images/cost-curves.svg\n`);
