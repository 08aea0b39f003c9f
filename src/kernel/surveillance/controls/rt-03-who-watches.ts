/** RT-03: those who trade and those who watch the risk look at different pages with tokens of their own. */
import type { RealTimeControl } from "../real-time-control.ts";

export const whoWatches: RealTimeControl = {
  id: "RT-03",
  name: "Who watches",
  purpose: "Lets somebody look at risk who can send nothing, apart from whoever trades.",
  answers: ["RTS 6 Art. 16"],
  source: "controls.md, RT-03",
  owner: "OPERATOR",
  action: "A token of scope read sees every page and can change nothing; risk has a page of its own.",
  level: "warning",
  parameters: () => [],
};
