/** RT-02: every alert has an owner and an action, and a critical one that nobody acknowledges freezes the fund. */
import type { RealTimeControl } from "../real-time-control.ts";

export const actionableAlerts: RealTimeControl = {
  id: "RT-02",
  name: "Actionable alerts",
  purpose: "Keeps warnings from going unread: Knight Capital had 97 mails in the hour it lost 460 million dollars.",
  answers: ["SEC Release 34-70694 (Knight)"],
  source: "controls.md, RT-02; five minutes chosen",
  owner: "OPERATOR",
  action: "A critical alert that nobody acknowledges in time freezes the fund.",
  level: "critical",
  parameters: ({ surveillance: { acknowledgeWithinMs } }) => [
    { setting: "surveillance.acknowledgeWithinMs", unit: "MS", bound: "BELOW", warn: null, block: acknowledgeWithinMs },
  ],
  hears: (fact) => {
    if (fact.type === "alert.acknowledged") return { refusal: undefined, symbol: null, isNews: false };
    return fact.type === "alert.expired" ? { refusal: fact.data.message, symbol: null, isNews: false } : undefined;
  },
};
