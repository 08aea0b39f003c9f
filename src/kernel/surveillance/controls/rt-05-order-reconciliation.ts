/** RT-05: our orders are held against the venue's every ten seconds, at each start and after each reconnect. */
import { reconciledFor } from "../reconciled-for.ts";
import type { RealTimeControl } from "../real-time-control.ts";

export const orderReconciliation: RealTimeControl = {
  id: "RT-05",
  name: "Reconciliation of orders",
  purpose: "Keeps an order from living at the venue unknown to us, or in our books alone.",
  answers: ["RTS 6 Art. 17(3)"],
  source: "controls.md, RT-05: 10 s",
  owner: "OPERATOR",
  action: "No entries before all agrees; what differs is explained, asked for again, and freezes the symbol.",
  level: "warning",
  parameters: ({ reconciliation }) => [
    {
      setting: "reconciliation.ordersEveryMs",
      unit: "MS",
      bound: "AT_MOST",
      warn: null,
      block: reconciliation.ordersEveryMs,
    },
  ],
  hears: (fact) => reconciledFor(fact, "ORDERS"),
};
