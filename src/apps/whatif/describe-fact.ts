/** A fact that tells of a run's path, in a line for people. */
import type { Fact } from "../../kernel/events/catalogue.ts";

export function describeFact({ type, data }: Fact): string {
  switch (type) {
    case "ai.federation.decision_made":
      return `${data.seat} decides ${data.decision.kind} (${data.outcome.toLowerCase()}) ${JSON.stringify(data.decision.payload)}: ${data.decision.reason}`;
    case "fund.frozen":
      return `freezes for ${data.trigger}: ${data.reason}`;
    case "fund.released":
      return `is released by ${data.releasedBy}`;
    case "intent.proposed": {
      const fate =
        data.refusedBy === null ? data.outcome.toLowerCase() : `${data.outcome.toLowerCase()} by ${data.refusedBy}`;
      return `wishes to ${data.kind.toLowerCase()} ${data.symbol} for ${data.notionalUsd.toFixed(2)} USD, ${fate}: ${data.reason}`;
    }
    case "order.submitted":
      return `sends ${data.purpose.toLowerCase()} ${data.side} ${data.quantity} ${data.symbol}: ${data.reason}`;
    case "order.refused":
      return `the guard refuses ${data.purpose.toLowerCase()} ${data.side} ${data.symbol} by ${data.check}: ${data.reason}`;
    case "trade.executed":
      return `${data.side === "BUY" ? "buys" : "sells"} ${data.quantity} ${data.symbol} at ${data.priceUsd}`;
    case "position.closed":
      return `closes ${data.symbol} by ${data.exitReason} for ${data.pnlUsd.toFixed(2)} USD`;
    case "ess.level_changed":
      return `emergency stop level ${data.from} to ${data.to}`;
    case "ess.state_changed":
      return `emergency stop ${data.from} to ${data.to}: ${data.reason}`;
    default:
      return type;
  }
}
