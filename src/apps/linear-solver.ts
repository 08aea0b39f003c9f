/** The linear solver, loaded before a run whose balancer allocates by one, and not otherwise. */
import { loadHighs } from "../adapters/highs/highs.ts";
import type { FundConfig } from "../kernel/domain/config.ts";
import type { SolveLinear } from "../kernel/maths/linear-program.ts";

export const solverFor = async ({ balancer }: FundConfig): Promise<SolveLinear | undefined> =>
  balancer.allocator === "MIN_CVAR" ? loadHighs() : undefined;
