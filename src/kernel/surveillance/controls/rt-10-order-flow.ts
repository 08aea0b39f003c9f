/**
 * RT-10: too many orders for each trade, or too many rejections, say that something sends blindly. Source: RT-10.
 *
 * Here it is counted and told; what it lets entries do is judged in `entry-flow.ts` and carried out at the guard
 * (trading/guard/entry-flow.ts).
 */
import type { ControlParameter } from "../../domain/control.ts";
import type { SurveillanceConfig } from "../../domain/surveillance.ts";
import { type FlowNumber, isBeyond, readFlow, standingKey, stoppingKey } from "../entry-flow.ts";
import { limitOf } from "../limit-of.ts";
import { type Finding, isNewsOf, type RealTimeControl, type Watched } from "../real-time-control.ts";

const parameters = (config: SurveillanceConfig): ControlParameter[] => [
  limitOf("surveillance.maxOrderToTradeRatio", "RATIO", config.maxOrderToTradeRatio),
  limitOf("surveillance.maxRejectFraction", "SHARE", config.maxRejectFraction),
  {
    setting: "surveillance.throttleEveryMs",
    unit: "MS",
    bound: "AT_LEAST",
    warn: null,
    block: config.throttleEveryMs,
  },
  { setting: "surveillance.stopAtMultiple", unit: "RATIO", bound: "AT_MOST", warn: null, block: config.stopAtMultiple },
];

export const orderFlow: RealTimeControl = {
  id: "RT-10",
  name: "Order-to-trade ratio and rejections",
  purpose: "Keeps a loop that sends, is refused and sends again from going on.",
  answers: ["RTS 7 practice", "RTS 6 Art. 15"],
  source: "controls.md, RT-10; numbers chosen",
  owner: "TRADER",
  action:
    "Beyond a limit a warning, and one entry in a while; beyond a multiple of it a critical alert, and no entry until both are within their limits again. Exits, stops and cancels pass. It ends by itself, since orders leave the window with time. Five execution errors in 15 minutes trip the emergency stop.",
  level: "critical",
  parameters: ({ surveillance }) => parameters(surveillance),
  hears: (fact, watched) => {
    if (fact.type === "order.submitted") return finding("orders", watched, fact.data.purpose === "ENTRY");
    return fact.type === "order.status_changed" && fact.data.to === "REJECTED"
      ? finding("rejections", watched, false)
      : undefined;
  },
};

/**
 * A warning when it passes its limit; when entries stop for it somebody has to look. What was asked and blocked is counted
 * at the guard, entry by entry: an order that is heard of here has been sent.
 */
function finding(number: FlowNumber, { memory, config }: Watched, isEntry: boolean): Finding | undefined {
  const { stopAtMultiple } = config.surveillance;
  const reading = readFlow(memory.flow, config.surveillance).find((each) => each.number === number);
  if (reading === undefined) return undefined;
  const { value, limit, what } = reading;
  const passes = isBeyond(reading);
  const stops = isBeyond(reading, stopAtMultiple);
  const news = [
    isNewsOf(memory.standing, standingKey(number), passes),
    stops && isNewsOf(memory.standing, stoppingKey(number), stops),
  ];
  const held = stops
    ? `beyond ${stopAtMultiple} times ${limit}, entries stop`
    : `beyond ${limit}, entries are throttled`;
  return {
    refusal: passes ? `${what}: ${held}` : undefined,
    measure: { value, limit, bound: "AT_MOST" },
    warnShare: isEntry ? undefined : Number.POSITIVE_INFINITY,
    isAsking: false,
    symbol: null,
    isNews: news.includes(true),
    level: stops ? "critical" : "warning",
  };
}
