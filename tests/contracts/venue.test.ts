/** Every venue against the contract: in process, and over the wire. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SimulatedVenue } from "../../src/adapters/simulated-venue/simulated-venue.ts";
import { WorldClient } from "../../src/adapters/simulated-venue/world-client.ts";
import { WorldServer } from "../../src/adapters/simulated-venue/world-server.ts";
import type { Bar, ClosedBars } from "../../src/kernel/domain/bar.ts";
import { type EpochMs, epochMs, hours, quantity, usd } from "../../src/kernel/units/units.ts";
import type { BarHistory } from "../../src/ports/bar-history.ts";
import { venueCash, venueContract, venueInstrument, type VenueUnderTest } from "./venue.contract.ts";

const start = epochMs(1_600_000_200_000);
const nextClose = (closes: number): EpochMs => epochMs(start + (closes + 1) * hours(1));

function actUnasked(venue: SimulatedVenue, size: number, paidIn: number): void {
  venue.manualTrade({ symbol: "AAA", side: "BUY", quantity: quantity(size) });
  venue.moveCash(usd(paidIn));
}

function temporary(): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "qt-venue-"));
  return { path: join(folder, "orders.jsonl"), remove: () => rmSync(folder, { recursive: true }) };
}

async function inProcess(): Promise<VenueUnderTest> {
  const { path, remove } = temporary();
  const venue = new SimulatedVenue([venueInstrument], path, start, { cash: venueCash });
  let closes = 0;
  const play = async (bar: Bar) => {
    venue.playOpen([bar], start);
    venue.playInside([bar], nextClose(closes));
    venue.playClose([bar], nextClose(closes++));
  };
  const unasked = async (size: number, paidIn: number) => actUnasked(venue, size, paidIn);
  return { venue, play, unasked, close: async () => remove() };
}

/** Reopened before every bar, so that the log is all the venue has. */
async function reopened(): Promise<VenueUnderTest> {
  const { path, remove } = temporary();
  const open = () => new SimulatedVenue([venueInstrument], path, start, { cash: venueCash });
  let closes = 0;
  const play = async (bar: Bar) => {
    open().playOpen([bar], start);
    open().playInside([bar], nextClose(closes));
    open().playClose([bar], nextClose(closes++));
  };
  const venue = {
    submit: (order: Parameters<SimulatedVenue["submit"]>[0]) => open().submit(order),
    cancel: (orderId: string) => open().cancel(orderId),
    moveStop: (move: Parameters<SimulatedVenue["moveStop"]>[0]) => open().moveStop(move),
    query: (orderId: string) => open().query(orderId),
    reportsAfter: (reportSeq: number) => open().reportsAfter(reportSeq),
    account: () => open().account(),
    close: async () => {},
  };
  const unasked = async (size: number, paidIn: number) => actUnasked(open(), size, paidIn);
  return { venue, play, unasked, close: async () => remove() };
}

async function overTheWire(): Promise<VenueUnderTest> {
  const { path, remove } = temporary();
  const bars: Bar[] = [];
  const history: BarHistory = {
    identity: "by hand",
    source: "by hand",
    interval: hours(1),
    instruments: [venueInstrument],
    firstClose: nextClose(0),
    lastClose: undefined,
    barCount: undefined,
    *closedBars(): Generator<ClosedBars> {
      for (let closes = 0; ; closes++) {
        const bar = bars.shift();
        yield { closedAt: nextClose(closes), bars: bar === undefined ? [] : [bar], missing: [] };
      }
    },
  };
  const played = new SimulatedVenue([venueInstrument], path, start, { cash: venueCash });
  const server = new WorldServer(history, played, 0);
  const unasked = async (size: number, paidIn: number) => {
    actUnasked(played, size, paidIn);
    await server.tellNews();
  };
  const venue = new WorldClient(`http://127.0.0.1:${await server.listen(0)}`, "0123456789");
  const play = async (bar: Bar) => {
    bars.push(bar);
    await (await server.playOpen())?.();
  };
  const close = async () => {
    await venue.close();
    server.close();
    remove();
  };
  return { venue, play, unasked, close };
}

venueContract("simulated venue", inProcess);
venueContract("simulated venue, reopened from its log", reopened);
venueContract("simulated venue over the wire", overTheWire);

it("a call to a venue that is gone rejects, so that the outcome is known to be unknown", async () => {
  const venue = new WorldClient("http://127.0.0.1:9", "0123456789");
  await expect(venue.query("O1-0")).rejects.toThrow();
});
