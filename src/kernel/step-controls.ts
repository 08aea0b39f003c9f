/** The control register: every control of the guard and of surveillance, with what it did, for people. */
import { useOfControl } from "./controls/calibrate.ts";
import type { ControlMonth } from "./controls/control-book.ts";
import type { FundConfig } from "./domain/config.ts";
import type { Control } from "./domain/control.ts";
import type { AlertRow, ControlReport, ControlRow, MonthReport } from "./domain/control-report.ts";
import type { Fund } from "./fund-state.ts";
import { realTimeRegister } from "./surveillance/controls/register.ts";
import { guardControls } from "./trading/guard/controls/register.ts";

export const allControls: readonly Control[] = [...guardControls, ...realTimeRegister];

const rowOf = (control: Control, config: FundConfig, month: ControlMonth | undefined): ControlRow => {
  const { id, name, purpose, answers, source, owner, action } = control;
  const parameters = control.parameters(config);
  const use = useOfControl(month?.tallies.get(id));
  return { id, name, purpose, answers, source, owner, action, parameters, use };
};

/** The register as a configuration sets it, before any fund has used it. */
export const registerOf = (config: FundConfig): ControlRow[] =>
  allControls.map((control) => rowOf(control, config, undefined));

export function reportControls({ config, controls, surveillance }: Fund): ControlReport {
  const alerts: AlertRow[] = [...surveillance.alerts.open.values()].map(({ raisedAt, freezesAt, ...alert }) => ({
    ...alert,
    raisedAtMs: raisedAt,
    freezesAtMs: freezesAt ?? null,
  }));
  return {
    month: controls.current.month,
    controls: allControls.map((control) => rowOf(control, config, controls.current)),
    past: controls.past.map((month) => monthOf(month, config)).toReversed(),
    alerts: alerts.toReversed(),
  };
}

const monthOf = (month: ControlMonth, config: FundConfig): MonthReport => ({
  month: month.month,
  uses: allControls.map((control) => ({ id: control.id, ...rowOf(control, config, month).use })),
});
