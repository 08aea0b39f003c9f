/** What happens to the fund in the model: markets, money, time, the venue, a restart. */
import { fundRestarted, journalReserveUsed } from "../../src/kernel/events/fund-events.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import { payFee } from "../../src/kernel/ledger/ledger.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { epochMs, price, usd } from "../../src/kernel/units/units.ts";
import { closedTrade } from "../scenarios/given-fund.ts";
import { day, hour } from "../scenarios/given.ts";
import { close, feed, fundOf, passTime, type Step, type World } from "../scenarios/world.ts";
import { bars, btcPrice } from "./authority-model.ts";
import { answerAlerts, type Move, tick, told } from "./move.ts";

const losses: Move[] = [0.025, 0.035, 0.055, 0.065, 0.085, 0.105, 0.21].map((share) => ({
  name: `drawdown ${(share * 100).toFixed(1)} %`,
  // A drawdown of 2.5 % is a recovery for a fund that stands lower.
  effect: "MAY_LOOSEN",
  make: (world) => fallTo(world, share),
}));

export const marketMoves: Move[] = [
  ...losses,
  { name: "drawdown 0", effect: "MAY_LOOSEN", make: (world) => fallTo(world, 0) },
  { name: "equity 900 USD", effect: "NEVER_LOOSENS", make: (world) => setEquity(world, 900) },
  { name: "equity 3,000 USD", effect: "MAY_LOOSEN", make: (world) => setEquity(world, 3_000) },
  { name: "open loss", effect: "NEVER_LOOSENS", make: (world) => markAt(world, 65) },
  { name: "open loss gone", effect: "MAY_LOOSEN", make: (world) => markAt(world, btcPrice) },
  { name: "five losses", effect: "NEVER_LOOSENS", make: (world) => loseTrades(world, 5) },
  { name: "one win", effect: "MAY_LOOSEN", make: win },
  { name: "venue lost", effect: "NEVER_LOOSENS", make: (world) => connect(world, false) },
  { name: "venue back", effect: "MAY_LOOSEN", make: (world) => connect(world, true) },
  { name: "shadow profit", effect: "MAY_LOOSEN", make: earnInShadow },
  { name: "20 minutes", effect: "MAY_LOOSEN", make: (world) => wait(world, 20 * 60_000, false) },
  { name: "an hour", effect: "MAY_LOOSEN", make: (world) => wait(world, hour, true) },
  { name: "a day", effect: "MAY_LOOSEN", make: (world) => wait(world, day, true) },
  { name: "31 days", effect: "MAY_LOOSEN", make: (world) => wait(world, 31 * day, true) },
  { name: "a day, attended", effect: "MAY_LOOSEN", make: (world) => wait(world, day, true, answerAlerts) },
  { name: "restart", effect: "MAY_LOOSEN", make: (world) => restart(world, false) },
  { name: "restart after poison", effect: "MAY_LOOSEN", make: (world) => restart(world, true) },
  {
    name: "disk full",
    effect: "NEVER_LOOSENS",
    make: (world) => told(world, "runtime", journalReserveUsed.create({ message: "disk full" })),
  },
];

/** Equity to `share` below the peak that drawdown runs from. */
function fallTo(world: World, share: number): Step[] {
  const fund = fundOf(world);
  const { earlierPeak, today } = fund.governance.performance;
  const target = Math.max(earlierPeak, today.peak) * (1 - share);
  payFee(fund.ledger, usd(portfolioOf(fund).equity - target));
  return tick(world);
}

/** Marks what is held at this price, without a trade. */
function markAt(world: World, value: number): Step[] {
  for (const position of fundOf(world).trading.positions) if (position !== undefined) position.lastPrice = price(value);
  return tick(world);
}

/** Time goes by: the fund's own timers fire, then a close comes, or only the clock. */
function wait(world: World, ms: number, withBars: boolean, attend?: (world: World) => void): Step[] {
  const from = world.steps.length;
  const until = epochMs(world.state.at + ms);
  passTime(world, until, attend);
  if (withBars) close(world, until, bars(fundOf(world).trading.positions[0]?.lastPrice));
  else feed(world, until, "clock", clockTicked.create({}));
  return world.steps.slice(from);
}

function loseTrades(world: World, count: number): Step[] {
  const { trading } = fundOf(world);
  for (let loss = 0; loss < count; loss += 1) trading.closedTrades.push(closedTrade(-1, world.state.at));
  return tick(world);
}

/** Down and up again: the state as text and back, then what a start says. */
function restart(world: World, poison: boolean): Step[] {
  const read = decodeState(encodeState(world.state));
  Object.assign(world.state, read);
  const cause = poison ? { seq: world.state.seq, message: "poison" } : null;
  return told(world, "runtime", fundRestarted.create({ poison: cause }));
}

function setEquity(world: World, amount: number): Step[] {
  const fund = fundOf(world);
  payFee(fund.ledger, usd(portfolioOf(fund).equity - amount));
  return tick(world);
}

function win(world: World): Step[] {
  fundOf(world).trading.closedTrades.push(closedTrade(1, world.state.at));
  return tick(world);
}

const connect = (world: World, connected: boolean): Step[] =>
  told(world, "venue", venueConnectionChanged.create({ connected, reason: "told so" }));

/** What the shadow book has made since the freeze began. */
function earnInShadow(world: World): Step[] {
  const { shadow } = fundOf(world).trading;
  shadow.realizedPnl = Math.abs(shadow.realizedPnl) + 1;
  return tick(world);
}
