/** Controls, alerts and months, column by column. Colour marks what blocked, and limits that sit badly. */
import type { Calibration, AlertRow, ControlRow, MonthReport } from "../../../src/kernel/domain/control-report.ts";
import type { ControlParameter } from "../../../src/kernel/domain/control.ts";
import { count, dateTime, orUnknown, share, words } from "../format.ts";
import { type Cell, type Column, plain } from "../table.ts";

const limitOf = ({ note, setting, ...limit }: ControlParameter): string => {
  const said = `${nameOf(setting)} ${valueOf(limit)}`.trim();
  return note === undefined ? said : `${said} (${note})`;
};

/** `controls.messages.venue.perSecond` is "venue per second": no unit, which the value has, and no "max", which all are. */
function nameOf(setting: string): string {
  if (setting.includes(" ")) return "";
  const [last = "", group = ""] = setting.split(".").reverse();
  const name = last.startsWith("per") ? `${group} ${last}` : last;
  return name
    .replace(/^(max|min)(?=[A-Z])/, "")
    .replace(/(Fraction|Ratio|Usd|Ms|Bps)$/, "")
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}

const valueOf = ({ unit, block }: Pick<ControlParameter, "unit" | "block">): string => {
  if (unit === "SHARE") return share(block);
  if (unit === "MS") return block >= 1_000 ? `${count(block / 1_000)} s` : `${count(block)} ms`;
  return unit === "USD"
    ? `${count(block)} USD`
    : unit === "BPS"
      ? `${block} bps`
      : unit === "RATIO"
        ? `${block}×`
        : `${block}`;
};

const sitsBadly: ReadonlySet<Calibration> = new Set(["TOO_WIDE", "TOO_TIGHT"]);
const sits = (calibration: Calibration): Cell => ({
  text: words(calibration),
  tone: sitsBadly.has(calibration) ? "warn" : "plain",
});

export const controlColumns: Column<ControlRow>[] = [
  { title: "Control", isWide: true, cell: ({ id, name, purpose }) => ({ text: `${id} ${name}`, note: purpose }) },
  {
    title: "Blocks at",
    wraps: true,
    cell: ({ parameters }) => plain(parameters.length === 0 ? "yes or no" : parameters.map(limitOf).join(", ")),
  },
  { title: "Asked", isNumber: true, cell: ({ use }) => plain(count(use.asked)) },
  { title: "Warned", isNumber: true, cell: ({ use }) => plain(count(use.warned)) },
  {
    title: "Blocked",
    isNumber: true,
    cell: ({ use }) => ({ text: count(use.blocked), tone: use.blocked > 0 ? "warn" : "plain" }),
  },
  {
    title: "Most used",
    isNumber: true,
    cell: ({ use: { peakUseRatio } }) => ({
      text: orUnknown(peakUseRatio, share),
      filled: Math.min(1, Math.max(0, peakUseRatio ?? 0)),
      tone: (peakUseRatio ?? 0) > 1 ? "bad" : "plain",
    }),
  },
  { title: "Limit sits", cell: ({ use }) => sits(use.calibration) },
  {
    title: "By itself",
    isWide: true,
    wraps: true,
    cell: ({ action, owner, use }) => ({
      text: action,
      note: `owner: ${words(owner)}${use.lastReason === null ? "" : `; last: ${use.lastReason}`}`,
    }),
  },
];

export const alertColumns: Column<AlertRow>[] = [
  {
    title: "Alert",
    cell: ({ id, level }) => ({ text: id, note: level, tone: level === "critical" ? "bad" : "plain" }),
  },
  { title: "What", isWide: true, cell: ({ message, action }) => ({ text: message, note: action }) },
  { title: "Owner", cell: ({ owner }) => plain(words(owner)) },
  { title: "Raised", cell: ({ raisedAtMs }) => plain(`${dateTime(raisedAtMs)} UTC`) },
  {
    title: "Freezes",
    cell: ({ freezesAtMs }) =>
      freezesAtMs === null ? plain("") : { text: `${dateTime(freezesAtMs)} UTC`, tone: "bad" },
  },
];

export type MonthRow = MonthReport["uses"][number] & { readonly month: string };

export const monthColumns: Column<MonthRow>[] = [
  { title: "Month", cell: ({ month }) => plain(month) },
  { title: "Control", cell: ({ id }) => plain(id) },
  { title: "Asked", isNumber: true, cell: ({ asked }) => plain(count(asked)) },
  { title: "Blocked", isNumber: true, cell: ({ blocked }) => plain(count(blocked)) },
  { title: "Most used", isNumber: true, cell: ({ peakUseRatio }) => plain(orUnknown(peakUseRatio, share)) },
  { title: "Limit sits", cell: ({ calibration }) => sits(calibration) },
];
