/** RT-01: an event that is an alert reaches people within five seconds. Source: controls.md, RT-01 (RTS 7 Art. 12(3)). */
import { seconds } from "../../units/units.ts";
import type { RealTimeControl } from "../real-time-control.ts";

/** Source: RTS 7 Art. 12(3), quoted in controls.md as the norm of RTS 6 Art. 16. */
export const maxAlertLatency = seconds(5);

export const alertLatency: RealTimeControl = {
  id: "RT-01",
  name: "Alert latency",
  purpose: "Keeps people from learning of a fault later than they can act on it.",
  answers: ["RTS 6 Art. 16", "RTS 7 Art. 12(3)"],
  source: "RTS 7 Art. 12(3): five seconds",
  owner: "OPERATOR",
  action:
    "Alerts are opened in the step that caused them and published as soon as it is durable; a running fund measures how late.",
  level: "critical",
  parameters: () => [
    { setting: "RTS 7 Art. 12(3)", unit: "MS", bound: "AT_MOST", warn: maxAlertLatency * 0.8, block: maxAlertLatency },
  ],
};
