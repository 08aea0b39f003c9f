/**
 * Recorded windows that are worth living through again, read from a folder of bars; where none is at hand, the built-in
 * market's own worst stretch of the same length stands in, and says so.
 */
import { openRecordedMarket } from "../../adapters/recorded-market/recorded-market.ts";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import type { Bar } from "../../kernel/domain/bar.ts";
import { stressDefaults } from "../../kernel/simulation/stress/defaults.ts";
import { pathOf } from "../../kernel/simulation/stress/historic-replay.ts";
import type { MoveStep, Scenario } from "../../kernel/simulation/stress/stress.ts";
import { dayMs, type DurationMs, type EpochMs, epochMs, hours } from "../../kernel/units/units.ts";
import { formatInterval } from "../../adapters/recorded-market/bar-interval.ts";
import { FundError } from "../../ports/errors.ts";

export type HistoricWindow = {
  readonly name: string;
  readonly title: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
};

const window = (name: string, title: string, from: string, days: number): HistoricWindow => ({
  name,
  title,
  from: epochMs(Date.parse(`${from}T00:00Z`)),
  to: epochMs(Date.parse(`${from}T00:00Z`) + days * dayMs),
});

export const historicWindows: readonly HistoricWindow[] = [
  window("covid-2020", "12 March 2020: BTC halves within a day and a half", "2020-03-11", 4),
  window("may-2021", "19 May 2021: BTC falls by a third in a day", "2021-05-18", 3),
  window("luna-2022", "May 2022: LUNA and UST end", "2022-05-09", 5),
  window("ftx-2022", "8 November 2022: FTX ends", "2022-11-07", 4),
];

/** The scenarios of the windows, as far as `path` holds them. */
export function historicScenarios(
  interval: DurationMs,
  path: string | undefined,
): { scenarios: Scenario[]; notes: string[] } {
  const notes: string[] = [];
  const scenarios = historicWindows.map((each) => {
    const bars = path === undefined ? [] : readWindow(path, interval, each);
    if (bars.length === 0) notes.push(standInNote(each, path));
    const steps = bars.length === 0 ? worstStretch(interval, (each.to - each.from) / interval) : pathOf(bars);
    const title = bars.length === 0 ? `${each.title} (built-in stand-in)` : `${each.title}, as BTC moved`;
    return scenarioOf({ ...each, title }, steps);
  });
  return { scenarios, notes };
}

const standInNote = ({ name }: HistoricWindow, path: string | undefined): string =>
  `${name}: ${path === undefined ? "no folder of bars was given (--data)" : `${path} has no BTC bars of it`}; the worst stretch of the built-in market of the same length stands in for it.`;

const scenarioOf = ({ name, title }: HistoricWindow, path: readonly MoveStep[]): Scenario => ({
  name,
  title,
  stresses: [{ ...stressDefaults.historic_replay, window: name, path }],
});

/** BTC's bars of the window; none where the recording is of another time. */
function readWindow(path: string, interval: DurationMs, { from, to }: HistoricWindow): Bar[] {
  try {
    const market = openRecordedMarket({
      path,
      symbols: ["BTCUSDT"],
      interval: formatInterval(interval),
      kind: "spot",
      from,
      to,
    });
    return [...market.closedBars()].flatMap(({ bars }) => bars);
  } catch (error) {
    if (error instanceof FundError && error.code === "BAD_USAGE") return [];
    throw error;
  }
}

const standInYears = 4;
const standInSeed = 1;

/** Of the first symbol of the built-in market over some years: the stretch that falls most from its own start. */
function worstStretch(interval: DurationMs, length: number): MoveStep[] {
  const bars = Math.round((standInYears * 365 * dayMs) / interval);
  const history = simulatedMarket({ seed: standInSeed, interval: knownInterval(interval), bars });
  const all = [...history.closedBars()].flatMap((closed) => closed.bars.slice(0, 1));
  const size = Math.min(Math.max(1, Math.round(length)), all.length);
  let worst = 0;
  let worstMove = Number.POSITIVE_INFINITY;
  for (let start = 0; start + size <= all.length; start += 1) {
    const move = (all[start + size - 1]?.close ?? 1) / (all[start]?.open ?? 1);
    if (!(move < worstMove)) continue;
    worstMove = move;
    worst = start;
  }
  return pathOf(all.slice(worst, worst + size));
}

/** The built-in market knows divisors of an hour and whole hours. */
const knownInterval = (interval: DurationMs): DurationMs =>
  interval % hours(1) === 0 || hours(1) % interval === 0 ? interval : hours(1);
