/**
 * Composition root of the paper fund: one process with market, venue, engine, journal, HTTP and page.
 *
 * Start is recovery, stop is orderly: the market stops first, what waits is taken in, a snapshot is written, the
 * journal is closed. A kill at any moment loses nothing that was acknowledged.
 */
import { join } from "node:path";
import { virtualClock } from "../../adapters/clock/virtual-clock.ts";
import { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import { journalReserveUsed } from "../../kernel/events/fund-events.ts";
import { epochMs } from "../../kernel/units/units.ts";
import { createEngine } from "../../runtime/engine.ts";
import { createPerformer } from "../../runtime/perform-effects.ts";
import { archiveForFreshStart } from "./archive.ts";
import { driveLocal } from "./drive-local.ts";
import { fundTime, narrator } from "./narrate.ts";
import { openFund, writeSnapshot } from "./open-fund.ts";
import { openPaperMarket } from "./paper-market.ts";
import { serve } from "./serve.ts";
import { readStartOptions, type StartFlags } from "./start-options.ts";

/** Runs until stopped by a signal, the end of the market, or an error. Resolves after an orderly shutdown. */
export async function runStart(flags: StartFlags): Promise<void> {
  const options = readStartOptions(flags);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const { history, wanted } = openPaperMarket(options);
  if (options.fresh) archiveForFreshStart(options.data, options.yes, print);

  const stopping = new AbortController();
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    stopping.abort();
  };
  const onReserveUsed = (bytes: number) => {
    const message = `the disk is full; ${bytes} bytes of reserve are kept for exits`;
    engine?.offer("runtime", journalReserveUsed.create({ message })).catch(() => {});
  };
  let engine: ReturnType<typeof createEngine> | undefined;
  const opened = await openFund({ folder: options.data, wanted, source: history.source, onReserveUsed });
  const { store, state, config } = opened;
  const startsAt = state.seq < 0 ? epochMs(history.firstClose - history.interval) : state.at;
  const venue = new SimulatedVenue(history.instruments, join(options.data, "venue", "orders.jsonl"), startsAt);
  const clock = virtualClock(startsAt);
  const performer = createPerformer(venue, (event) => engine?.offer("venue", event) ?? Promise.resolve());
  const tell = narrator(print);
  const server = await serve({ opened, options, interval: history.interval });
  engine = createEngine({
    state,
    store,
    clock,
    perform: performer.perform,
    onFatal: fail,
    publish: (entry, facts) => {
      server.onEntry(entry, facts);
      if (entry.at >= config.tradeFromMs) tell(entry, facts);
    },
  });
  const signals = listenForSignals(() => stopping.abort());
  const timer = options.seconds === undefined ? undefined : setTimeout(() => stopping.abort(), options.seconds * 1_000);
  try {
    print(greeting(opened, server.address));
    for (const event of opened.firstEvents) await engine.offer("runtime", event);
    const { tradeFromMs: tradeFrom } = config;
    const { speed } = options;
    const end = await driveLocal({ history, venue, engine, clock, state, tradeFrom, speed, signal: stopping.signal });
    if (end === "ENDED") print(`The market ends here. The page stays at ${server.address}; Ctrl-C to stop.`);
    if (end === "ENDED" && Number.isFinite(options.speed)) await untilAborted(stopping.signal);
  } catch (error) {
    fail(error instanceof Error ? error : new Error(String(error)));
  } finally {
    clearTimeout(timer);
    signals.ignore();
    performer.stop();
    await engine.stop();
    await server.close();
    await store.close();
    if (failure === undefined) writeSnapshot(options.data, state);
  }
  if (failure !== undefined) throw failure;
  print(farewell(state.at, state.fund?.governance.lastBriefing?.portfolio.equity, options.data));
}

function greeting({ recovered, store }: Awaited<ReturnType<typeof openFund>>, address: string): string {
  const torn = store.tornTail === undefined ? "" : ` (${store.tornTail.bytesCut} unacknowledged bytes cut from its end)`;
  const life =
    recovered === undefined
      ? "A new paper fund opens with 10,000 USD. The models first learn from a year of history."
      : `Recovered ${recovered.entries} entries and ${recovered.facts} facts from the journal${torn}; all facts equal.`;
  return `${life}\nPage: ${address}\n`;
}

const farewell = (at: number, equity: number | undefined, data: string): string =>
  `\nStopped in order at ${fundTime(at)} fund time, equity ${equity?.toFixed(2) ?? "unknown"} USD. ` +
  `The next start goes on from here; --fresh starts anew. Data: ${data}`;

/** The first signal asks for an orderly stop, the second ends at once: the journal can take it. */
function listenForSignals(stop: () => void): { ignore: () => void } {
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return {
    ignore: () => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, onSignal);
    },
  };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

