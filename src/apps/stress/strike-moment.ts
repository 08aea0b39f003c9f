/**
 * When a scenario strikes: at the close after which the calm fund holds most of what the scenario is aimed at.
 *
 * A stress that meets an empty book shows nothing. Looked for from a fifth of the run on, where there is room for the
 * stress and what comes after it.
 */
import { lengthOf, type Scenario } from "../../kernel/simulation/stress/stress.ts";
import type { Instrument } from "../../kernel/domain/instrument.ts";
import { FundError } from "../../ports/errors.ts";
import type { PlayedStress, Strike } from "./stress-answer.ts";
import type { WatchedClose } from "./watch.ts";

/** Closes after a stress in which the fund has to be on its feet again: ten days of hours (chosen; a review takes one). */
export const recoveryCloses = 240;
const firstShare = 0.2;

type Ground = {
  readonly calm: Pick<PlayedStress, "closes">;
  readonly instruments: readonly Instrument[];
  /** Closes of the market before the first that is watched. */
  readonly taught: number;
};

/** @throws BAD_USAGE when the market is too short for the scenario and the time after it */
export function strikeMoment(scenario: Scenario, { calm, instruments, taught }: Ground): Strike {
  const { closes } = calm;
  const from = Math.floor(closes.length * firstShare);
  const to = closes.length - lengthOf(scenario) - recoveryCloses;
  if (!(to > from)) {
    const needed = Math.ceil((lengthOf(scenario) + recoveryCloses) / (1 - firstShare)) + 1;
    const was = `${closes.length} after ${taught} that only teach`;
    throw new FundError("BAD_USAGE", `${scenario.name}: expected a market of ${needed} closes or more, was ${was}`);
  }
  const candidates = closes.slice(from, to);
  const best = mostHeld(candidates, aimedSymbols(scenario, instruments)) ?? candidates[0];
  if (best === undefined) throw new Error("expected a close to strike after");
  const index = taught + closes.indexOf(best) + 1;
  return { at: best.at, index, held: largestOf(best), exposure: best.exposure };
}

/**
 * The same scenario, aimed at what the fund holds where it never holds what is named: a stress beside the book tests nothing.
 */
export function aimAtHeld(
  scenario: Scenario,
  { closes }: Pick<PlayedStress, "closes">,
  instruments: readonly Instrument[],
): { readonly scenario: Scenario; readonly notes: readonly string[] } {
  const aimed = aimedSymbols(scenario, instruments);
  if (aimed === undefined) return { scenario, notes: [] };
  const { length } = closes;
  const within = closes.slice(Math.floor(length * firstShare), length - lengthOf(scenario) - recoveryCloses);
  if (within.some((close) => shareOf(close, aimed) > 0)) return { scenario, notes: [] };
  const stresses = scenario.stresses.map((stress) =>
    "assets" in stress ? { ...stress, assets: "HELD" as const } : stress,
  );
  const note =
    "The calm fund never held what the scenario names while it could strike: what it held most of was struck instead.";
  return { scenario: { ...scenario, stresses }, notes: [note] };
}

/** Symbols named by any of its stresses; undefined where it is aimed at all, or at what is held. */
function aimedSymbols({ stresses }: Scenario, instruments: readonly Instrument[]): ReadonlySet<string> | undefined {
  const aimed = new Set<string>();
  let isNamed = false;
  for (const stress of stresses) {
    if (!("assets" in stress) || typeof stress.assets === "string") continue;
    isNamed = true;
    for (const { symbol } of instruments)
      if (stress.assets.some((asset) => symbol.toUpperCase().startsWith(asset.toUpperCase()))) aimed.add(symbol);
  }
  return isNamed ? aimed : undefined;
}

const shareOf = ({ held }: WatchedClose, aimed: ReadonlySet<string> | undefined): number =>
  [...held].reduce((sum, [symbol, share]) => sum + (aimed === undefined || aimed.has(symbol) ? share : 0), 0);

function mostHeld(closes: readonly WatchedClose[], aimed: ReadonlySet<string> | undefined): WatchedClose | undefined {
  let best: WatchedClose | undefined;
  let most = 0;
  for (const each of closes) {
    const share = shareOf(each, aimed);
    if (!(share > most) || each.isFrozen) continue;
    best = each;
    most = share;
  }
  return best;
}

const largestOf = ({ held }: WatchedClose): string | undefined =>
  [...held].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
