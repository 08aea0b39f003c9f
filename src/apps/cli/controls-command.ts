/**
 * `qt controls`: the register with settings, counts and calibration, of a running fund, of a recorded run, or as a new
 * fund would have it. `qt acknowledge`: takes an alert on.
 */
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { ControlParameter } from "../../kernel/domain/control.ts";
import type { ControlReport, ControlRow, ControlUse } from "../../kernel/domain/control-report.ts";
import { simulatedInstruments } from "../../kernel/simulation/market/instruments.ts";
import { reportControls, registerOf } from "../../kernel/step-controls.ts";
import { openState, step } from "../../kernel/step.ts";
import { durationMs, epochMs } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { refuseUnknownStrategies } from "../../runtime/known-strategies.ts";
import { manifestOfRun } from "../replay/replay-run.ts";
import { readRun } from "../report/read-run.ts";
import { libraryOfRun } from "../strategies/resolve-strategies.ts";
import { askFund, type Caller, type CallFlags, callFund, defaultUrl, fullyNamed } from "./operator-client.ts";
import { fromHere } from "./stage-command.ts";
import { table } from "./table.ts";

export type ControlsFlags = {
  readonly json?: boolean;
  readonly url?: string;
  readonly market?: string;
  /** Where a plug-in's file is now. */
  readonly strategy?: readonly string[];
  readonly control?: string;
};

type Shown = Pick<ControlReport, "controls"> & Partial<ControlReport> & { readonly of: string };

/** @param run folder of a run or of a fund that does not run now; without one the running fund is asked */
export async function controlsCommand(
  run: string | undefined,
  flags: ControlsFlags,
  caller = fromHere(),
): Promise<void> {
  const shown = await (run === undefined ? fromFund(flags, caller) : fromRun(run, flags));
  const only = flags.control?.toUpperCase();
  const controls = shown.controls.filter(({ id }) => only === undefined || id === only);
  if (controls.length === 0)
    throw new FundError("BAD_USAGE", `--control: expected PT-01 to RT-13, was ${flags.control}`);
  print(flags.json === true ? JSON.stringify({ ...shown, controls }) : textOf(shown, controls, only !== undefined));
}

export async function acknowledgeCommand(alertId: string, flags: CallFlags, caller = fromHere()): Promise<void> {
  const answer = await callFund(
    { path: "/api/operator/alert", body: { alert_id: alertId, ...fullyNamed(flags) } },
    flags,
    caller,
  );
  print(flags.json === true ? JSON.stringify(answer) : `${alertId} is yours; it freezes nothing any more.`);
}

/** The fund at an address that was named must answer; where none was named, a new fund's register does as well. */
async function fromFund({ url }: ControlsFlags, caller: Caller): Promise<Shown> {
  const address = url ?? defaultUrl;
  try {
    const report = await askFund("/api/fund/controls", { url: address }, caller);
    if (isReport(report)) return { ...report, of: `the fund at ${address}` };
  } catch (error) {
    const isSilent = error instanceof FundError && error.code === "FUND_UNREACHABLE";
    if (!isSilent || url !== undefined) throw error;
    return { controls: registerOf(ordinary()), of: `a new fund; none answers at ${address}` };
  }
  throw new FundError("FUND_UNREACHABLE", `${address}: expected a fund with a control register, was something else`);
}

const isReport = (value: unknown): value is ControlReport =>
  typeof value === "object" && value !== null && "controls" in value && "alerts" in value;

async function fromRun(run: string, { market, strategy }: ControlsFlags): Promise<Shown> {
  const library = await libraryOfRun(manifestOfRun(run).plugIns, strategy);
  const state = openState();
  for (const { entry } of readRun(run, market).told) {
    refuseUnknownStrategies(entry, library);
    step(state, entry, { library });
  }
  if (state.fund === undefined) throw new FundError("JOURNAL_CORRUPT", `${run}: expected a fund to have been opened`);
  return { ...reportControls(state.fund), of: run };
}

const ordinary = (): FundConfig =>
  defaultConfig({
    market: "simulated",
    instruments: simulatedInstruments,
    interval: durationMs(3_600_000),
    tradeFrom: epochMs(0),
  });

function textOf({ of, month, alerts = [] }: Shown, controls: readonly ControlRow[], isWhole: boolean): string {
  const title = `Controls of ${of}${month === undefined ? "" : `, counted in ${month} (UTC)`}`;
  if (isWhole) return [title, "", ...controls.flatMap(wholeOf)].join("\n");
  const rows = controls.map(({ id, name, parameters, use }) => [
    id,
    name,
    parameters.length === 0 ? "yes or no" : parameters.map(limitText).join(", "),
    String(use.asked),
    String(use.warned),
    String(use.blocked),
    mostUsed(use),
    sits(use),
  ]);
  const head = ["ID", "CONTROL", "BLOCKS AT", "ASKED", "WARNED", "BLOCKED", "MOST USED", "LIMIT SITS"];
  return [title, "", ...table(head, rows), "", ...alertLines(alerts)].join("\n");
}

const wholeOf = ({ id, name, purpose, answers, source, owner, action, parameters, use }: ControlRow): string[] => [
  `${id} ${name}`,
  `  ${purpose}`,
  `  Answers: ${answers.join("; ")}. Source: ${source}.`,
  `  Owner: ${owner}. By itself: ${action}`,
  ...parameters.map((each) => `  ${each.setting}: warns at ${warnText(each)}, blocks at ${limitText(each)}`),
  `  Asked ${use.asked}, warned ${use.warned}, blocked ${use.blocked}${lastBlock(use)}`,
  `  Most used: ${mostUsed(use) || "nothing is measured"}. Limit sits: ${sits(use)}`,
];

const mostUsed = ({ peakUseRatio }: ControlUse): string =>
  peakUseRatio === null ? "" : `${(100 * peakUseRatio).toFixed(0)} %`;
const sits = ({ calibration }: ControlUse): string => calibration.toLowerCase().replaceAll("_", " ");
const lastBlock = ({ lastBlockedAtMs, lastReason }: ControlUse): string =>
  lastBlockedAtMs === null ? "" : `; last at ${new Date(lastBlockedAtMs).toISOString()}: ${lastReason ?? ""}`;

const units: Readonly<Record<ControlParameter["unit"], (value: number) => string>> = {
  SHARE: (value) => `${Number((100 * value).toPrecision(4))} %`,
  USD: (value) => `${value} USD`,
  MS: (value) => (value >= 1_000 ? `${value / 1_000} s` : `${value} ms`),
  RATIO: (value) => `${value}x`,
  BPS: (value) => `${value} bps`,
  COUNT: String,
  QUANTITY: String,
};
const limitText = ({ unit, block, note }: ControlParameter): string =>
  `${units[unit](block)}${note === undefined ? "" : ` (${note})`}`;
const warnText = ({ unit, warn }: ControlParameter): string => (warn === null ? "nothing" : units[unit](warn));

function alertLines(alerts: ControlReport["alerts"]): string[] {
  if (alerts.length === 0) return ["No open alerts."];
  const rows = alerts.map(({ id, level, owner, message, freezesAtMs }) => [
    id,
    level,
    owner,
    freezesAtMs === null ? "" : new Date(freezesAtMs).toISOString(),
    message,
  ]);
  return [
    ...table(["ALERT", "LEVEL", "OWNER", "FREEZES AT", "WHAT"], rows),
    "qt acknowledge <alert> --operator <name> --reason <why> takes one on.",
  ];
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
