/** Bars, features, votes, signal, stances and limits of a moment as lines of text. */
import type { LimitUnit } from "../../kernel/analytics/view/fund-view.ts";
import type { FeatureWhy, LimitWhy, SceneWhy } from "../../kernel/analytics/why/why.ts";
import { decimal, minuteOf, share, whole } from "../figures.ts";
import { columns, columnsByRow, pageWidth, section, wrap } from "./layout.ts";

export const words = (name: string): string => name.toLowerCase().replaceAll("_", " ");
/** As many digits as a price needs. */
export const priceText = (price: number | null): string =>
  price === null ? "–" : price.toLocaleString("en-US", { maximumSignificantDigits: 7 });
export const signed = (value: number, digits: number): string =>
  `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(digits)}`;

export function sceneText(scene: SceneWhy): string[] {
  return [
    ...section("BARS up to the decision, UTC", barLines(scene)),
    ...section("FEATURES at the close", featureLines(scene.features)),
    ...section("VOTES of the models", voteLines(scene)),
    ...section("SIGNAL", signalLines(scene)),
    ...section("STANCES in force", stanceLines(scene)),
    ...section("ENTRIES STOPPED", stoppedLines(scene)),
    ...section(`LIMITS of the mandate, policy version ${scene.policyVersion}`, limitLines(scene.limits)),
  ];
}

/** As many of the last bars as are worth a look. */
const barsShown = 6;

const barLines = ({ bars }: SceneWhy): string[] =>
  bars.length === 0
    ? []
    : columns(
        [
          ["close at", "open", "high", "low", "close", "volume"],
          ...bars
            .slice(-barsShown)
            .map((bar) => [
              minuteOf(bar.closedAtMs),
              priceText(bar.openUsd),
              priceText(bar.highUsd),
              priceText(bar.lowUsd),
              priceText(bar.closeUsd),
              decimal(bar.volume),
            ]),
        ],
        ["L", "R", "R", "R", "R", "R"],
      );

function featureText({ value, unit }: FeatureWhy): string {
  if (value === null) return "–";
  if (unit === "SHARE") return share(value);
  if (unit === "SCORE") return `${signed(value, 2)} z`;
  return unit === "USD" ? `${whole(value)} USD` : whole(value);
}

const featureLines = (features: readonly FeatureWhy[]): string[] =>
  columns(
    features.map((each) => [each.feature, featureText(each)]),
    ["L", "R"],
  );

const voteLines = ({ models }: SceneWhy): string[] =>
  models.length === 0
    ? ["none: the models' windows were not full yet"]
    : columns(
        [
          ["model", "vote", "odds of a rise", "weight", "evidence", "cases"],
          ...models.map((each) => [
            each.model,
            words(each.vote),
            each.upFraction === null ? "–" : share(each.upFraction),
            each.abstains === null ? share(each.weightFraction) : words(each.abstains),
            each.evidenceScore === null ? "–" : `${signed(each.evidenceScore, 2)} z`,
            whole(each.cases),
          ]),
        ],
        ["L", "L", "R", "R", "R", "R"],
      );

function panelLines(panel: SceneWhy["panel"]): string[] {
  if (panel === null) return [];
  const { agreement, champion, pooledFraction, provenFraction, upFraction, isObeyed } = panel;
  const proven =
    provenFraction === null ? "not proven yet" : `after such words prices rose in ${share(provenFraction)}`;
  return [
    `panel ${isObeyed ? "obeyed" : "shown, not obeyed"}: ${words(agreement)}, ${words(champion)} weights`,
    `odds of a rise ${share(pooledFraction)} pooled, ${proven}, ${share(upFraction)} in all`,
  ];
}

function signalLines({ signal, panel }: SceneWhy): string[] {
  if (signal === null) return [];
  const { direction, confidenceFraction, edgeBps, costBps, neededEdgeBps } = signal;
  return [
    ...panelLines(panel),
    `${words(direction)}, odds ${share(confidenceFraction)}; edge ${signed(edgeBps, 1)} bps after costs of ` +
      `${costBps.toFixed(1)} bps; an entry needs more than ${neededEdgeBps.toFixed(1)} bps`,
  ];
}

/** Each with its reason on a line of its own. */
function stanceLines({ stances }: SceneWhy): string[] {
  const heads = columnsByRow(
    stances.map(({ seat, kind, says, decisionId, sinceMs }) => [
      seat,
      words(kind),
      says,
      `${decisionId}, since ${minuteOf(sinceMs)}`,
    ]),
    ["L", "L", "L", "L"],
  );
  const indent = Math.max(0, ...stances.map(({ seat }) => seat.length)) + 2;
  return heads.flatMap((head, index) => {
    const { reason = "", overruledBy = null } = stances[index] ?? {};
    const why = overruledBy === null ? reason : `overruled by ${overruledBy}; ${reason}`;
    return [...head, ...wrap(why, pageWidth - indent - 2).map((line) => " ".repeat(indent) + line)];
  });
}

function stoppedLines({ stopped }: SceneWhy): string[] {
  if (stopped === null) return [];
  const since = stopped.sinceMs === null ? "" : `, since ${minuteOf(stopped.sinceMs)}`;
  const until =
    stopped.untilMs === null ? ", until a condition or a review ends it" : `, until ${minuteOf(stopped.untilMs)}`;
  return [`by ${stopped.by}${since}${until}`, stopped.reason];
}

const limitNames: Readonly<Record<LimitWhy["limit"], string>> = {
  maxLeverage: "leverage",
  maxPosition: "position",
  maxExposure: "exposure",
  maxPositions: "positions",
  maxRiskPerTrade: "risk of the trade",
  maxDailyRisk: "risk of the day",
  maxDrawdown: "drawdown",
  minConfidence: "confidence, least",
  sizeFactor: "size factor",
  entriesAllowed: "entries",
};

function amountText(value: number | boolean | null, unit: LimitUnit): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "allowed" : "stopped";
  if (unit === "FRACTION") return share(value);
  if (unit === "USD") return whole(value);
  return unit === "COUNT" ? whole(value) : value.toFixed(2);
}

const limitLines = (limits: readonly LimitWhy[]): string[] =>
  columns(
    [
      ["limit", "value", "before", "with it", "headroom", "set by"],
      ...limits.map(({ limit, unit, value, isBound, usedBefore, usedAfter, headroom, setBy }) => [
        limitNames[limit],
        isBound || typeof value === "boolean" ? amountText(value, unit) : "unbound",
        amountText(usedBefore, unit),
        amountText(usedAfter, unit),
        isBound ? amountText(headroom, unit) : "–",
        setBy.name,
      ]),
    ],
    ["L", "R", "R", "R", "R", "L"],
  );
