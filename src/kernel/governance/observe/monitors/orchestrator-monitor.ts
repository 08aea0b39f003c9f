/** Orchestrator: 100, or 70 while no market's regime is known. */
import { issueIf, type Monitor, report } from "./readings.ts";

const withoutRegime = 70;

export const monitorOrchestrator: Monitor = ({ knownRegimes }) =>
  report("orchestrator", knownRegimes > 0 ? 100 : withoutRegime, [
    issueIf(knownRegimes === 0, "orchestrator: no regime is known yet"),
  ]);
