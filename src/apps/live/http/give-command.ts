/**
 * Hands a command to the fund and says what came of it. The answer is given only once both are durable.
 *
 * The kernel is the judge: a refusal comes back as a fact and is answered with 403 and its field, value and rule.
 */
import { FundError } from "../../../ports/errors.ts";
import type { Taken } from "../../../runtime/inbox.ts";
import type { DecisionKind } from "../../../kernel/domain/decision.ts";
import { decisionUuid } from "./decision-uuid.ts";
import type { Problem } from "./problem.ts";
import type { CommandPort, OperatorEvent } from "./source.ts";

export type Verdict =
  | { readonly kind: "TAKEN"; readonly taken: Taken }
  | { readonly kind: "REFUSED"; readonly status: 403 | 409 | 503; readonly problem: Problem };

export async function giveCommand(commands: CommandPort, event: OperatorEvent): Promise<Verdict> {
  let taken: Taken;
  try {
    taken = await commands.command(event);
  } catch (error) {
    const why = error instanceof FundError ? error.message : "it has stopped, and its log says why";
    return { kind: "REFUSED", status: 503, problem: { error: `the fund takes no commands: ${why}` } };
  }
  return refusalIn(taken, event.type) ?? { kind: "TAKEN", taken };
}

function refusalIn({ facts }: Taken, type: OperatorEvent["type"]): Verdict | undefined {
  for (const fact of facts) {
    if (fact.type === "operator.command_refused") {
      const { value, rule } = fact.data;
      const field = nameOutside[fact.data.field] ?? fact.data.field;
      const error = `${field}: ${rule}, was ${value}`;
      return { kind: "REFUSED", status: 403, problem: { error, field, value, rule } };
    }
    if (fact.type === "input.ignored" && fact.data.type === type)
      return { kind: "REFUSED", status: 409, problem: { error: fact.data.reason } };
  }
  return undefined;
}

/** The kernel's words for fields, in those of the bodies. */
const nameOutside: Readonly<Record<string, string>> = {
  maxLeverageRatio: "max_leverage",
  maxPositionUsd: "max_position_size_usd",
  maxDrawdownFraction: "max_drawdown_pct",
  maxExposureFraction: "max_exposure_pct",
  stopLossMultiplierRatio: "stop_loss_multiplier",
  enableCeo: "enable_ai_ceo",
  enableRiskOfficer: "enable_ai_ro",
  enableStrategyOfficer: "enable_ai_so",
  exitMode: "exit_mode",
};

/** UUID of the decision of this kind that the command led to; of the command itself where it led to none. */
export function decisionIdIn({ entry, facts }: Taken, kind: DecisionKind, runId: string): string {
  for (const { type, data } of facts)
    if (type === "ai.federation.decision_made" && data.seat === "OPERATOR" && data.decision.kind === kind)
      return decisionUuid(runId, data.decisionId);
  return decisionUuid(runId, `D${entry.seq}-0`);
}
