/**
 * The floor's own monitors. Each is absent where its subsystem is OFF.
 *
 *   pil         100 less 10 for each toxic position; an issue when more than 30 % are (origin-facts 8.2)
 *   pal         100: it only proposes, and what it proposes passes every gate (origin-facts 8.2)
 *   portfolio   100 less 40 with a critical violation, less 10 for each warning (chosen, as the risk monitor's brake)
 *   protection  100 less the share of positions that need an order at the venue and have none (chosen)
 */
import { issueIf, type Monitor, report } from "./readings.ts";

const perToxic = 10;
const toxicShareAtMost = 0.3;
const perCritical = 40;
const perWarning = 10;

export const monitorPil: Monitor = ({ floor, subsystems }) => {
  if (subsystems.pil === "OFF") return undefined;
  const { toxicSymbols, heldPositions } = floor;
  return report("pil", 100 - perToxic * toxicSymbols.length, [
    issueIf(
      heldPositions > 0 && !(toxicSymbols.length / heldPositions <= toxicShareAtMost),
      `pil: ${toxicSymbols.length} of ${heldPositions} positions are toxic`,
    ),
  ]);
};

export const monitorPal: Monitor = ({ subsystems }) => (subsystems.pal === "OFF" ? undefined : report("pal", 100, []));

export const monitorPortfolio: Monitor = ({ floor, subsystems }) => {
  if (subsystems.pba === "OFF") return undefined;
  const { criticalViolations, warnings } = floor;
  return report("portfolio", 100 - (criticalViolations > 0 ? perCritical : 0) - perWarning * warnings, [
    issueIf(criticalViolations > 0, `portfolio: ${criticalViolations} constraints are broken`),
  ]);
};

export const monitorProtection: Monitor = ({ floor, subsystems, vitals }) => {
  if (subsystems.dynamic_tpsl === "OFF") return undefined;
  const { unsentOrders } = vitals;
  const share = unsentOrders === 0 ? 0 : unsentOrders / Math.max(1, floor.heldPositions);
  return report("protection", 100 * (1 - share), [
    issueIf(unsentOrders > 0, `protection: ${unsentOrders} positions have no order at the venue`),
  ]);
};
