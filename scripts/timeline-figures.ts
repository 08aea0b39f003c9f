/** What a timeline comes to in numbers: time blocked, freezes, changes of mode, decisions an hour. */
import { comesBefore } from "../src/kernel/domain/ladder.ts";
import { operatingModes } from "../src/kernel/domain/modes.ts";
import type { Modes } from "../src/kernel/domain/mandate.ts";
import type { Sample, Timeline } from "./timeline-run.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export type Figures = {
  readonly fund: number;
  readonly ungoverned: number;
  readonly market: number;
  readonly deepest: number;
  readonly ungovernedDeepest: number;
  readonly marketDeepest: number;
  readonly blocked: number;
  readonly frozen: number;
  readonly atMicro: number;
  /** Operating mode DEFENSIVE or tighter. */
  readonly defensive: number;
  readonly freezes: number;
  readonly longestFreezeDays: number;
  readonly releases: number;
  readonly trades: number;
  readonly changesADay: Readonly<Record<ScaleName, number>>;
  readonly decisionsAnHour: number;
  readonly busiestHour: number;
  readonly hoursFrom20: number;
  readonly conflictShare: number;
  readonly overrideShare: number;
};

const scales = ["tradingMode", "operatingMode", "systemRiskMode", "capitalProfile", "essLevel"] as const;
export type ScaleName = (typeof scales)[number];

export function figuresOf(timeline: Timeline, from: number, to: number): Figures | undefined {
  const samples = timeline.samples.filter(({ at }) => at >= from && at < to);
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at === first.at) return undefined;
  const happened = timeline.happenings.filter(({ at }) => at >= from && at < to);
  const decisions = happened.flatMap((each) => (each.kind === "DECISION" ? [each] : []));
  const days = (last.at - first.at) / dayMs;
  const perHour = new Map<number, number>();
  for (const { at } of decisions) perHour.set(Math.floor(at / hourMs), (perHour.get(Math.floor(at / hourMs)) ?? 0) + 1);
  const episodes = freezesOf(samples);
  const share = (test: (sample: Sample) => boolean): number => samples.filter(test).length / samples.length;
  const free = timeline.ungoverned.slice(first.index, last.index + 1);
  return {
    ungoverned: (free.at(-1) ?? Number.NaN) / (free[0] ?? Number.NaN) - 1,
    ungovernedDeepest: deepestOf(free),
    fund: last.equity / first.equity - 1,
    market: last.market / first.market - 1,
    deepest: deepestOf(samples.map(({ equity }) => equity)),
    marketDeepest: deepestOf(samples.map(({ market }) => market)),
    blocked: share(({ entriesAllowed }) => !entriesAllowed),
    frozen: share(({ modes }) => modes.frozen),
    atMicro: share(({ modes }) => modes.capitalProfile === "MICRO"),
    defensive: share(({ modes }) => !comesBefore(operatingModes, "DEFENSIVE", modes.operatingMode)),
    freezes: episodes.length,
    longestFreezeDays: Math.max(0, ...episodes) / dayMs,
    releases: happened.filter(({ kind }) => kind === "RELEASED").length,
    trades: happened.filter(({ kind }) => kind === "TRADE").length,
    changesADay: {
      tradingMode: changes(samples, "tradingMode") / days,
      operatingMode: changes(samples, "operatingMode") / days,
      systemRiskMode: changes(samples, "systemRiskMode") / days,
      capitalProfile: changes(samples, "capitalProfile") / days,
      essLevel: changes(samples, "essLevel") / days,
    },
    decisionsAnHour: decisions.length / (days * 24),
    busiestHour: Math.max(0, ...perHour.values()),
    hoursFrom20: [...perHour.values()].filter((count) => count >= 20).length,
    conflictShare: happened.filter(({ kind }) => kind === "CONFLICT").length / Math.max(1, decisions.length),
    overrideShare: decisions.filter(({ what }) => what === "OVERRIDE").length / Math.max(1, decisions.length),
  };
}

/** Length of every freeze that touches these closes. */
function freezesOf(samples: readonly Sample[]): number[] {
  const lengths: number[] = [];
  let since: number | undefined;
  for (const { at, modes } of samples) {
    if (modes.frozen) since ??= at;
    else if (since !== undefined) {
      lengths.push(at - since);
      since = undefined;
    }
  }
  if (since !== undefined) lengths.push((samples.at(-1)?.at ?? since) - since);
  return lengths;
}

const changes = (samples: readonly Sample[], scale: keyof Modes): number =>
  samples.reduce((sum, { modes }, index) => {
    const before = samples[index - 1];
    return sum + (before !== undefined && before.modes[scale] !== modes[scale] ? 1 : 0);
  }, 0);

function deepestOf(values: readonly number[]): number {
  let peak = 0;
  let deepest = 0;
  for (const value of values) {
    peak = Math.max(peak, value);
    deepest = Math.max(deepest, 1 - value / peak);
  }
  return deepest;
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

export type Row = { readonly name: string; readonly figures: Figures };

/** Two tables: what came of it, and how often the executive changed its mind. */
export function tablesOf(rows: readonly Row[]): string[] {
  return [
    ...table(
      [
        ["", ({ name }) => name],
        ["fund", ({ figures }) => percent(figures.fund)],
        ["deepest fall", ({ figures }) => percent(figures.deepest)],
        ["ungoverned", ({ figures }) => percent(figures.ungoverned)],
        ["deepest fall", ({ figures }) => percent(figures.ungovernedDeepest)],
        ["market", ({ figures }) => percent(figures.market)],
        ["deepest fall", ({ figures }) => percent(figures.marketDeepest)],
        ["entries blocked", ({ figures }) => percent(figures.blocked)],
        ["frozen", ({ figures }) => percent(figures.frozen)],
        ["at MICRO", ({ figures }) => percent(figures.atMicro)],
        ["DEFENSIVE or tighter", ({ figures }) => percent(figures.defensive)],
        ["trades", ({ figures }) => String(figures.trades)],
      ],
      rows,
    ),
    "",
    ...table(
      [
        ["", ({ name }) => name],
        ["freezes", ({ figures }) => String(figures.freezes)],
        ["longest, days", ({ figures }) => figures.longestFreezeDays.toFixed(1)],
        ["releases", ({ figures }) => String(figures.releases)],
        ...scales.map(
          (scale): Column => [`${headOf[scale]} a day`, ({ figures }) => figures.changesADay[scale].toFixed(2)],
        ),
        ["decisions an hour", ({ figures }) => figures.decisionsAnHour.toFixed(3)],
        ["busiest hour", ({ figures }) => String(figures.busiestHour)],
        ["hours with 20", ({ figures }) => String(figures.hoursFrom20)],
        ["conflicts", ({ figures }) => percent(figures.conflictShare)],
        ["overrides", ({ figures }) => percent(figures.overrideShare)],
      ],
      rows,
    ),
  ];
}

const headOf: Readonly<Record<ScaleName, string>> = {
  tradingMode: "trading mode",
  operatingMode: "operating mode",
  systemRiskMode: "system risk mode",
  capitalProfile: "profile",
  essLevel: "ESS level",
};

type Column = readonly [head: string, cell: (row: Row) => string];

const table = (columns: readonly Column[], rows: readonly Row[]): string[] => [
  `| ${columns.map(([head]) => head).join(" | ")} |`,
  `|${columns.map(() => "---|").join("")}`,
  ...rows.map((row) => `| ${columns.map(([, cell]) => cell(row)).join(" | ")} |`),
];
