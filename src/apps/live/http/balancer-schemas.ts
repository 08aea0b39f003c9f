/** The balancer's report as schemas, each declared as the schema of its type: what differs does not compile. */
import { z } from "zod";
import {
  allocators,
  balancerRiskModes,
  constraintNames,
  violationSeverities,
} from "../../../kernel/domain/balancer.ts";
import type { BalancerReport, TargetReport, ViolationReport } from "../../../kernel/domain/balancer-report.ts";

const maybe = z.number().nullable();

const violation: z.ZodType<ViolationReport> = z.strictObject({
  constraint: z.enum(constraintNames),
  subject: z.string(),
  severity: z.enum(violationSeverities),
  value: maybe,
  limit: z.number(),
});

const target: z.ZodType<TargetReport> = z.strictObject({
  symbol: z.string(),
  currentRatio: maybe,
  targetRatio: maybe,
});

export const balancerReportSchema: z.ZodType<BalancerReport> = z.strictObject({
  riskMode: z.enum(balancerRiskModes),
  allocator: z.enum(allocators),
  violations: z.array(violation),
  targets: z.array(target),
  rebalancedAtMs: maybe,
});
