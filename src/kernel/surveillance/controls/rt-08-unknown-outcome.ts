/** RT-08: an order of unknown outcome is a state that counts as exposure until there is proof. Source: controls.md, RT-08. */
import type { RealTimeControl } from "../real-time-control.ts";

export const unknownOutcome: RealTimeControl = {
  id: "RT-08",
  name: "Unknown outcome",
  purpose: "Keeps an unanswered order from being guessed dead and sent again.",
  answers: ["RTS 6 Art. 17", "nautilus_trader#4958"],
  source: "controls.md, RT-08; resolutions 16b",
  owner: "OPERATOR",
  action: "The order keeps its exposure, the venue is asked by client id until it answers, and nothing is sent again.",
  level: "warning",
  parameters: () => [],
  hears: (fact) => {
    if (fact.type === "order.submitted") return { refusal: undefined, symbol: fact.data.symbol, isNews: false };
    if (fact.type !== "order.status_changed" || fact.data.to !== "UNKNOWN") return undefined;
    return {
      refusal: `nobody knows what became of ${fact.data.orderId}: ${fact.data.note}`,
      symbol: null,
      isNews: true,
    };
  },
};
