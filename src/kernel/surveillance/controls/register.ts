/** The real-time part of the control register, in its order (controls.md, D.3). One file a control. */
import type { RealTimeControl } from "../real-time-control.ts";
import { alertLatency } from "./rt-01-alert-latency.ts";
import { actionableAlerts } from "./rt-02-actionable-alerts.ts";
import { whoWatches } from "./rt-03-who-watches.ts";
import { streamLiveness } from "./rt-04-stream-liveness.ts";
import { orderReconciliation } from "./rt-05-order-reconciliation.ts";
import { positionReconciliation } from "./rt-06-position-reconciliation.ts";
import { fillRecovery } from "./rt-07-fill-recovery.ts";
import { unknownOutcome } from "./rt-08-unknown-outcome.ts";
import { exposureNow } from "./rt-09-exposure-now.ts";
import { orderFlow } from "./rt-10-order-flow.ts";
import { fillQuality } from "./rt-11-fill-quality.ts";
import { ownFlow } from "./rt-12-own-flow.ts";
import { records } from "./rt-13-records.ts";

export const realTimeRegister: readonly RealTimeControl[] = [
  alertLatency,
  actionableAlerts,
  whoWatches,
  streamLiveness,
  orderReconciliation,
  positionReconciliation,
  fillRecovery,
  unknownOutcome,
  exposureNow,
  orderFlow,
  fillQuality,
  ownFlow,
  records,
];
