/** Setting of the analytics. Name and default: seed 002, "Configuration". */
import { flagField } from "./fields.ts";

export const analyticsVariables = {
  QT_ANALYTICS_ENABLED: flagField("true", {
    owner: "analytics",
    isInForce: true,
    what: "A running fund keeps its analytics and answers at /api/analytics. Off, the routes say so; nothing else changes.",
  }),
};
