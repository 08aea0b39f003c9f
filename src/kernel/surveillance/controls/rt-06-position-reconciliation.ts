/** RT-06: positions and balances are held against the venue's every thirty seconds. Source: controls.md, RT-06. */
import { reconciledFor } from "../reconciled-for.ts";
import type { RealTimeControl } from "../real-time-control.ts";

export const positionReconciliation: RealTimeControl = {
  id: "RT-06",
  name: "Reconciliation of positions and balances",
  purpose:
    "Sees a liquidation, a trade by hand, funding or a fee at the venue before anything is decided on wrong books.",
  answers: ["RTS 6 Art. 17"],
  source: "controls.md, RT-06: 30 s",
  owner: "OPERATOR",
  action:
    "The symbol is frozen for entries until the difference is explained and gone, or a named operator accepts it.",
  level: "critical",
  parameters: ({ reconciliation }) => [
    {
      setting: "reconciliation.positionsEveryMs",
      unit: "MS",
      bound: "AT_MOST",
      warn: null,
      block: reconciliation.positionsEveryMs,
    },
  ],
  hears: (fact) => {
    if (fact.type === "foreign_fill.booked") {
      const { symbol, side, quantity, cause } = fact.data;
      const refusal = `${cause.toLowerCase().replaceAll("_", " ")} at the venue: ${side} ${quantity} ${symbol}`;
      return { refusal, symbol, isNews: true };
    }
    if (fact.type === "reconciliation.stalled") {
      const { passes, reportSeq, venueReportSeq } = fact.data;
      const refusal = `${passes} accounts in a row are as of report ${venueReportSeq} and the books as of ${reportSeq}: nothing was compared`;
      return { refusal, symbol: null, isNews: true };
    }
    return reconciledFor(fact, "POSITIONS");
  },
};
