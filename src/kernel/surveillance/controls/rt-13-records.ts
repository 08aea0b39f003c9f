/** RT-13: what happened can be proved: an append-only journal, chained by hash, anchored outside. Source: RT-13. */
import type { RealTimeControl } from "../real-time-control.ts";

export const records: RealTimeControl = {
  id: "RT-13",
  name: "Records",
  purpose: "Makes every edit, cut or backdating of the journal visible.",
  answers: ["RTS 6 Art. 28", "SEC 17a-4"],
  source: "controls.md, RT-13",
  owner: "OPERATOR",
  action:
    "qt verify finds an edit; with a seal kept elsewhere (qt verify --seal) also a tail that was cut; replay a fact that was made up.",
  level: "critical",
  parameters: () => [],
  hears: (fact) =>
    fact.type === "fund.frozen" && fact.data.reason.startsWith("journal failed")
      ? { refusal: fact.data.reason, symbol: null, isNews: false }
      : undefined,
};
