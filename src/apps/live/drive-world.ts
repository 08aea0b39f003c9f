/** Follows a simulated world in another process: hears its news in order and lets the fund's clock follow its time. */
import { setTimeout } from "node:timers/promises";
import type { VirtualClock } from "../../adapters/clock/virtual-clock.ts";
import type { WorldClient, WorldNews } from "../../adapters/simulated-venue/world-client.ts";
import { marketBarsClosed } from "../../kernel/events/market-events.ts";
import { venueConnectionChanged } from "../../kernel/events/venue-events.ts";
import type { InputEvent } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import type { Engine } from "../../runtime/engine.ts";
import { askAccount } from "../../runtime/ask-account.ts";
import { eventOf } from "../../runtime/venue-events.ts";

export type WorldDrive = {
  readonly world: Pick<WorldClient, "newsAfter" | "account">;
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly state: FundState;
  readonly signal: AbortSignal;
};

const retryMs = 200;

export async function driveWorld(drive: WorldDrive): Promise<"STOPPED"> {
  const { signal } = drive;
  while (!signal.aborted) {
    try {
      await hearNews(drive);
      await reconcile(drive, () => hearNews(drive));
    } catch (error) {
      if (signal.aborted) break;
      await tellConnection(drive, false, String(error));
      await setTimeout(retryMs);
    }
  }
  return "STOPPED";
}

function reconcile({ world, engine, state, clock }: WorldDrive, catchUp: () => Promise<void>): Promise<void> {
  const tell = (event: InputEvent) => engine.offer("venue", event);
  return askAccount({ venue: world, state, now: () => clock.now(), tell, catchUp });
}

async function hearNews(drive: WorldDrive): Promise<void> {
  const { world, state, engine } = drive;
  const news = await world.newsAfter(state.fund?.trading.reportSeq ?? 0, state.fund?.lastBarsAt ?? 0);
  await tellConnection(drive, true, "the venue answers");
  for (const each of news) {
    await hear(drive, each);
    if (each.kind === "REPORT") continue;
    /**
     * A fund that has much to catch up on would else enter nothing until it is through: what is due is asked at closes. Its
     * requests come first: hours of the world pass here while one is on its way, and no account would list its order.
     */
    await engine.idle();
    await reconcile(drive, engine.idle);
  }
  await engine.idle();
}

/** Says so when the fund holds it otherwise: what it held when the process died counts too. */
async function tellConnection({ engine, state }: WorldDrive, connected: boolean, reason: string): Promise<void> {
  if (state.fund === undefined || state.fund.trading.venueConnected === connected) return;
  await engine.offer("venue", venueConnectionChanged.create({ connected, reason }));
}

async function hear({ engine, clock }: WorldDrive, news: WorldNews): Promise<void> {
  if (news.kind === "REPORT") {
    const { at, report, reportSeq } = news.numbered;
    await clock.advanceTo(at, engine.idle);
    await engine.offer("venue", eventOf(report, reportSeq));
    return;
  }
  const { closedAt, bars, missing } = news.closed;
  await clock.advanceTo(closedAt, engine.idle);
  await engine.offer("market", marketBarsClosed.create({ closedAtMs: closedAt, bars, missing }));
}
