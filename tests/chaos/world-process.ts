/**
 * The world of a chaos run: market, venue and clock in a process nobody kills. Arguments: venue log, pace in ms.
 *
 * SIGUSR2 lets its time stand still, so that a fund can catch up before both are compared.
 */
import { setTimeout } from "node:timers/promises";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { SimulatedVenue } from "../../src/adapters/simulated-venue/simulated-venue.ts";
import { WorldServer } from "../../src/adapters/simulated-venue/world-server.ts";
import { chaosConfig, chaosMarketSeed, chaosWarmUpEnd } from "./chaos-config.ts";

const [logPath = "", pace = "25"] = process.argv.slice(2);
const paceMs = Number(pace);
const history = simulatedMarket({ seed: chaosMarketSeed });
const venue = new SimulatedVenue(history.instruments, logPath, history.firstClose, {
  cash: chaosConfig(history).startEquityUsd,
});
const world = new WorldServer(history, venue, chaosWarmUpEnd(history), { latencyMs: 8, loseEvery: 11 });
const port = await world.listen(0);
process.stdout.write(`PORT ${port}\n`);

let running = true;
process.on("SIGTERM", () => {
  running = false;
});
let paused = false;
process.on("SIGUSR2", () => {
  paused = true;
});
while (running) {
  if (paused) {
    await setTimeout(paceMs);
    continue;
  }
  const rest = await world.playOpen();
  if (rest === undefined) break;
  await setTimeout(paceMs / 2);
  await rest();
  await setTimeout(paceMs / 2);
}
world.close();
