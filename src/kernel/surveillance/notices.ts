/**
 * Which facts are alerts, whose they are, and what the fund has done about each by itself (RT-02).
 *
 * It listens to what was said rather than to who said it. What seats say of themselves at every round is no alert; what
 * crosses a line is.
 */
import type { AlertLevel } from "../domain/alert.ts";
import type { ControlOwner } from "../domain/control.ts";
import type { AlertNotice } from "../domain/open-alert.ts";
import type { Fact } from "../events/catalogue.ts";

const plain = (level: AlertLevel, owner: ControlOwner, message: string, action: string): AlertNotice => ({
  level,
  control: null,
  symbol: null,
  message,
  owner,
  action,
});

type DataOf<Type extends Fact["type"]> = Extract<Fact, { type: Type }>["data"];

const disabled = ({ strategy, symbol, side, executions }: DataOf<"strategy.disabled">): AlertNotice => ({
  level: "warning",
  control: "PT-06",
  symbol,
  message: `${strategy} is disabled: it wished to ${side} ${symbol} ${executions} times`,
  owner: "OPERATOR",
  action: "Its entries are refused and cancelled until a named person enables it (qt strategy enable); exits go on.",
});

const transferred = (amountUsd: number): AlertNotice => ({
  level: "warning",
  control: "RT-06",
  symbol: null,
  message: `${amountUsd} USD were moved ${amountUsd < 0 ? "out of" : "into"} the account at the venue`,
  owner: "OPERATOR",
  action: "It is booked as capital, neither profit nor loss; peaks and the day's start move with it.",
});

/** Nothing for facts nobody has to be told of. */
export function noticeOf(fact: Fact): AlertNotice | undefined {
  switch (fact.type) {
    case "fund.frozen":
      return plain("critical", "OPERATOR", `frozen: ${fact.data.reason}`, "entries stop, exits and stops go on");
    case "ess.state_changed":
      return fact.data.to === "TRIPPED"
        ? plain(
            "critical",
            "OPERATOR",
            `emergency stop: ${fact.data.reason}`,
            `exit mode ${fact.data.exitMode ?? "HOLD"}`,
          )
        : undefined;
    case "risk.alerted":
      return plain(fact.data.level, "CRO", fact.data.alerts.join("; "), "the CRO judges limits anew in this round");
    case "strategy.disabled":
      return disabled(fact.data);
    case "cash.booked":
      return fact.data.cause === "TRANSFER" ? transferred(fact.data.amountUsd) : undefined;
    case "subsystem.failed":
      return plain("warning", "OPERATOR", `${fact.data.subsystem} failed: ${fact.data.message}`, fact.data.fallback);
    default:
      return undefined;
  }
}
