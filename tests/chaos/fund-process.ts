/**
 * The fund of a chaos run. Arguments: data folder, address of the world.
 *
 * Says on stdout what it acknowledges, and only once it is durable: `A <seq>` for an entry, `F <0|1>` for the freeze
 * after it, `READY` when it trades. The runner holds it to every word.
 */
import { writeSync } from "node:fs";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { virtualClock } from "../../src/adapters/clock/virtual-clock.ts";
import { WorldClient } from "../../src/adapters/simulated-venue/world-client.ts";
import { driveWorld } from "../../src/apps/live/drive-world.ts";
import { openFund } from "../../src/apps/live/open-fund.ts";
import { keepStop } from "../../src/apps/live/snapshots.ts";
import { createEngine } from "../../src/runtime/engine.ts";
import { createPerformer } from "../../src/runtime/perform-effects.ts";
import { stateDigest } from "../../src/runtime/recover.ts";
import { chaosConfig, chaosMarketSeed } from "./chaos-config.ts";

const [folder = "", url = ""] = process.argv.slice(2);
const history = simulatedMarket({ seed: chaosMarketSeed });
const opened = await openFund({
  folder,
  wanted: chaosConfig(history),
  source: history.source,
  onReserveUsed: () => {},
});
const { store, state } = opened;
const stopping = new AbortController();
const say = (line: string) => writeSync(1, `${line}\n`);

const world = new WorldClient(url, opened.runId);
const clock = virtualClock(state.seq < 0 ? history.firstClose : state.at);
const performer = createPerformer(world, (event) => engine.offer("venue", event));
const engine = createEngine({
  state,
  store,
  clock,
  perform: performer.perform,
  publish: ({ seq }, facts) => {
    for (const { type } of facts) {
      if (type === "fund.frozen") say("F 1");
      if (type === "fund.released") say("F 0");
    }
    say(`A ${seq}`);
  },
  onFatal: (error) => {
    say(`FATAL ${error.message}`);
    process.exit(1);
  },
});
process.on("SIGTERM", () => {
  stopping.abort();
  void world.close();
});
for (const event of opened.firstEvents) await engine.offer("runtime", event);
say("READY");
await driveWorld({ world, engine, clock, state, signal: stopping.signal });
performer.stop();
await engine.stop();
await store.close();
keepStop(folder, state);
say(`DIGEST ${stateDigest(state)}`);
