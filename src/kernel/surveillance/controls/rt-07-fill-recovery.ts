/** RT-07: a fill the stream left out is fetched again, and one that comes twice is booked once. Source: controls.md, RT-07. */
import type { RealTimeControl } from "../real-time-control.ts";

export const fillRecovery: RealTimeControl = {
  id: "RT-07",
  name: "Fill recovery",
  purpose: "Keeps a fill that arrived during a gap from being lost, and one that arrived twice from counting twice.",
  answers: ["Lean IB#249", "Lean TradeStation#101"],
  source: "controls.md, RT-07",
  owner: "OPERATOR",
  action:
    "Reports are numbered: one that comes too early is left, and everything after the last one is asked for again.",
  level: "warning",
  parameters: () => [],
  hears: (fact) => {
    if (fact.type === "trade.executed") return { refusal: undefined, symbol: fact.data.symbol, isNews: false };
    if (fact.type !== "reconciliation.completed") return undefined;
    const lost = fact.data.differences.find(({ kind, isNew }) => isNew && kind === "FILLED_QUANTITY");
    return lost === undefined ? undefined : { refusal: lost.explanation, symbol: lost.symbol, isNews: true };
  },
};
