/** What the writer of a strategy imports: the types, and a way to try it out. Published as `quantum-trader/strategy`. */
export type { Advice, ClosedBar, FeatureName, Held, Parameter, Strategy, View } from "./strategy.ts";
export { type Trial, type TrialOptions, type TrialTrade, tryOut } from "./try-out.ts";
