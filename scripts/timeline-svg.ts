/** One month of the fund as a picture: equity beside the market, drawdown, every mode as a coloured band, decisions. */
import {
  capitalProfiles,
  essLevels,
  operatingModes,
  systemRiskModes,
  tradingModes,
} from "../src/kernel/domain/modes.ts";
import type { Happening, Sample, Timeline } from "./timeline-run.ts";

const width = 960;
const left = 150;
const right = 20;
const plotWidth = width - left - right;
const most = 260;

/** Tightest first: red, orange, yellow, green, dark green. */
const shades = ["#b2182b", "#ef8a62", "#fddbc7", "#d9f0d3", "#7fbf7b"];

type Band = { readonly name: string; readonly scale: readonly string[]; readonly valueOf: (sample: Sample) => string };

const bands: readonly Band[] = [
  {
    name: "entries",
    scale: ["blocked", "allowed"],
    valueOf: ({ entriesAllowed }) => (entriesAllowed ? "allowed" : "blocked"),
  },
  { name: "freeze", scale: ["frozen", "free"], valueOf: ({ modes }) => (modes.frozen ? "frozen" : "free") },
  { name: "brake", scale: ["on", "off"], valueOf: ({ modes }) => (modes.braked ? "on" : "off") },
  {
    name: "ESS",
    scale: ["tripped", ...essLevels],
    valueOf: ({ modes }) => (modes.essState === "ARMED" ? modes.essLevel : "tripped"),
  },
  { name: "trading mode", scale: tradingModes, valueOf: ({ modes }) => modes.tradingMode },
  { name: "operating mode", scale: operatingModes, valueOf: ({ modes }) => modes.operatingMode },
  { name: "system risk mode", scale: systemRiskModes, valueOf: ({ modes }) => modes.systemRiskMode },
  { name: "capital profile", scale: capitalProfiles, valueOf: ({ modes }) => modes.capitalProfile },
];

export function drawMonth(timeline: Timeline, from: number, to: number): string {
  const samples = timeline.samples.filter(({ at }) => at >= from && at < to);
  const happenings = timeline.happenings.filter(({ at }) => at >= from && at < to);
  const [first] = samples;
  if (first === undefined) throw new Error(`expected bars of ${timeline.name} from ${new Date(from).toISOString()}`);
  const x = (at: number): number => round(left + ((at - from) / (to - from)) * plotWidth);
  const thin = thinned(samples);
  const fund = thin.map(({ at, equity }) => ({ at, value: equity / first.equity - 1 }));
  const market = thin.map(({ at, market: value }) => ({ at, value: value / first.market - 1 }));
  const free = thin.map(({ at, index }) => ({
    at,
    value: (timeline.ungoverned[index] ?? Number.NaN) / (timeline.ungoverned[first.index] ?? Number.NaN) - 1,
  }));
  const drawdown = thin.map((sample) => ({ at: sample.at, value: -sample.drawdown }));
  const bandTop = 330;
  const parts = [
    ...panel(
      {
        top: 30,
        height: 170,
        title: "since the first day",
        lines: [
          { points: market, colour: "#999" },
          { points: free, colour: "#f4a442" },
          { points: fund, colour: "#2166ac" },
        ],
      },
      x,
    ),
    ...panel({ top: 225, height: 85, title: "drawdown, 30 days", lines: [{ points: drawdown, colour: "#b2182b" }] }, x),
    ...bands.flatMap((band, row) => drawBand(band, samples, bandTop + row * 22, x, to)),
    ...drawDecisions(happenings, bandTop + bands.length * 22 + 8, x),
    ...days(from, to, bandTop + bands.length * 22 + 44, x),
    text(
      left,
      16,
      `${timeline.name}: the fund (blue), the same fund ungoverned (orange) and the market (grey)`,
      "start",
      13,
    ),
  ];
  const height = bandTop + bands.length * 22 + 56;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" role="img">`,
    `<title>${timeline.name}, ${new Date(from).toISOString().slice(0, 10)} to ${new Date(to).toISOString().slice(0, 10)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

type Point = { readonly at: number; readonly value: number };
type Panel = {
  readonly top: number;
  readonly height: number;
  readonly title: string;
  readonly lines: readonly { readonly points: readonly Point[]; readonly colour: string }[];
};

function panel({ top, height, title, lines }: Panel, x: (at: number) => number): string[] {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value));
  const low = Math.min(0, ...values);
  const high = Math.max(0.001, ...values);
  const y = (value: number): number => round(top + ((high - value) / (high - low)) * height);
  return [
    `<rect x="${left}" y="${top}" width="${plotWidth}" height="${height}" fill="none" stroke="#ccc"/>`,
    `<line x1="${left}" x2="${left + plotWidth}" y1="${y(0)}" y2="${y(0)}" stroke="#ddd"/>`,
    ...[low, high].map((value) => text(left - 6, y(value) + 4, `${(value * 100).toFixed(1)} %`, "end")),
    text(left - 6, top + height / 2 + 4, title, "end"),
    ...lines.map(
      ({ points, colour }) =>
        `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points.map(({ at, value }) => `${x(at)},${y(value)}`).join(" ")}"/>`,
    ),
  ];
}

function drawBand(
  { name, scale, valueOf }: Band,
  samples: readonly Sample[],
  top: number,
  x: (at: number) => number,
  to: number,
): string[] {
  const parts = [text(left - 6, top + 13, name, "end")];
  const shadeOf = (value: string): string => {
    const place = scale.indexOf(value) / Math.max(1, scale.length - 1);
    return shades[Math.round(place * (shades.length - 1))] ?? "#ccc";
  };
  let begun = samples[0];
  const close = (until: number): void => {
    if (begun === undefined) return;
    const value = valueOf(begun);
    const wide = round(x(until) - x(begun.at));
    const shade = shadeOf(value);
    parts.push(
      `<rect x="${x(begun.at)}" y="${top}" width="${wide}" height="18" fill="${shade}"><title>${value}</title></rect>`,
    );
    if (wide > value.length * 6.5)
      parts.push(
        text(round(x(begun.at) + wide / 2), top + 13, value, "middle", 10, shade === shades[0] ? "#fff" : "#333"),
      );
  };
  for (const sample of samples) {
    if (begun !== undefined && valueOf(sample) === valueOf(begun)) continue;
    close(sample.at);
    begun = sample;
  }
  close(to);
  return parts;
}

const seatColours: Readonly<Record<string, string>> = {
  SUPERVISOR: "#b2182b",
  CRO: "#ef8a62",
  CEO: "#2166ac",
  CONTROLLER: "#67a9cf",
  CIO: "#7fbf7b",
  CFO: "#998ec3",
  RESEARCHER: "#999",
};

function drawDecisions(happenings: readonly Happening[], top: number, x: (at: number) => number): string[] {
  const rows = Object.keys(seatColours);
  return [
    text(left - 6, top + 14, "decisions", "end"),
    ...happenings.flatMap((each) => {
      if (each.kind !== "DECISION") return [];
      const y = top + rows.indexOf(each.seat) * 4;
      return [`<rect x="${x(each.at)}" y="${y}" width="2" height="3.5" fill="${seatColours[each.seat] ?? "#000"}"/>`];
    }),
  ];
}

function days(from: number, to: number, y: number, x: (at: number) => number): string[] {
  const parts: string[] = [];
  for (let at = from; at < to; at += 86_400_000 * 5)
    parts.push(text(x(at), y, new Date(at).toISOString().slice(5, 10), "middle", 10));
  return parts;
}

/** At most `most` samples, the deepest of each stretch. */
function thinned(samples: readonly Sample[]): Sample[] {
  const stride = Math.ceil(samples.length / most);
  const kept: Sample[] = [];
  for (let index = 0; index < samples.length; index += stride) {
    const stretch = samples.slice(index, index + stride);
    kept.push(stretch.reduce((deepest, sample) => (sample.equity < deepest.equity ? sample : deepest)));
  }
  return kept;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const text = (
  x: number,
  y: number,
  words: string,
  anchor: "start" | "middle" | "end",
  size = 11,
  colour = "#333",
): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="${colour}">${words.replaceAll("<", "&lt;")}</text>`;
