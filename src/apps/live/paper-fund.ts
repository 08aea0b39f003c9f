/** Composition root of the paper fund: one process with market, venue, engine, journal, HTTP and page. */
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { type VirtualClock, virtualClock } from "../../adapters/clock/virtual-clock.ts";
import { SimulatedVenue } from "../../adapters/simulated-venue/simulated-venue.ts";
import { comesBefore } from "../../kernel/domain/ladder.ts";
import { type Analytics, learnEntry, liveSize, openAnalytics } from "../../kernel/analytics/projection/analytics.ts";
import type { Fact, InputEvent } from "../../kernel/events/catalogue.ts";
import { effectiveMode, integrationStages, registeredSubsystems } from "../../kernel/domain/subsystem.ts";
import { journalReserveUsed } from "../../kernel/events/fund-events.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { type Entry, openState } from "../../kernel/step.ts";
import { type EpochMs, epochMs } from "../../kernel/units/units.ts";
import { findOrder } from "../../kernel/trading/trading-state.ts";
import { FundError } from "../../ports/errors.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { createEngine, type Engine } from "../../runtime/engine.ts";
import { startCommands } from "../../runtime/ai-config/fund-config-of.ts";
import type { AiSettings } from "../../runtime/ai-config/resolve-ai-config.ts";
import { createPerformer } from "../../runtime/perform-effects.ts";
import type { SubsystemsStatus } from "../../runtime/subsystems.ts";
import { termsOf } from "../backtest/played-venue.ts";
import { packageVersion } from "../code-version.ts";
import { venueLine } from "../venue/venue-line.ts";
import { solverFor } from "../linear-solver.ts";
import type { LocalDrive } from "./drive-local.ts";
import { createServer } from "./http/server.ts";
import { createLiveSource, type FedSource } from "./live-source.ts";
import { narrator } from "./narrate.ts";
import { openFund, type OpenedFund } from "./open-fund.ts";
import { openPolicy, PolicyVersions } from "./open-policy.ts";
import { startSubsystems } from "./start-subsystems.ts";
import { createStopwatch, type Stopwatch } from "./stopwatch.ts";
import { keepStop } from "./snapshots.ts";
import type { PaperMarket } from "./paper-market.ts";
import type { StartOptions } from "./start-options.ts";

export type PaperFund = {
  readonly address: string;
  readonly greeting: string;
  readonly drive: Omit<LocalDrive, "speed" | "signal">;
  /** What ended the fund against its will, if anything did. */
  readonly failure: () => Error | undefined;
  readonly subsystems: () => SubsystemsStatus;
  readonly close: () => Promise<void>;
};

export type PaperParts = {
  readonly options: StartOptions;
  readonly market: PaperMarket;
  readonly ai?: AiSettings;
  readonly print: (line: string) => void;
  readonly onFatal: () => void;
};

export async function openPaperFund(parts: PaperParts): Promise<PaperFund> {
  const { options, market } = parts;
  const { history, wanted } = market;
  const analytics = (parts.ai?.config.QT_ANALYTICS_ENABLED ?? true) ? openAnalytics(liveSize) : undefined;
  const views = createViews(analytics);
  /** Filled in below: the journal and the performer are made first and speak to the engine later. */
  const late: Late = {};
  const versions = new PolicyVersions();
  const opened = await openFund({
    folder: options.data,
    wanted,
    source: history.source,
    venue: options.venue,
    strategies: parts.market.strategies,
    onReserveUsed: (bytes) => {
      const message = `the disk is full; the ${bytes} bytes kept in reserve are for exits`;
      late.engine?.offer("runtime", journalReserveUsed.create({ message })).catch(() => {});
    },
    onPast: (entry, facts, { state, manifest, workings }) => {
      versions.see(state);
      views.of(state, manifest.runId).onEntry(entry, facts, workings);
    },
    ...(analytics === undefined
      ? {}
      : { onRecorded: (entry: Entry, facts: readonly Fact[]) => learnEntry(analytics, entry, facts) }),
  });
  versions.see(opened.state);
  try {
    return await assemble(parts, opened, {
      source: views.of(opened.state, opened.runId),
      timed: views.timed,
      versions,
      late,
    });
  } catch (error) {
    await opened.store.close();
    throw error;
  }
}

type Late = { engine?: Engine };

type Prepared = {
  readonly source: FedSource;
  readonly timed: Stopwatch["timed"];
  readonly versions: PolicyVersions;
  readonly late: Late;
};

async function assemble(parts: PaperParts, opened: OpenedFund, prepared: Prepared): Promise<PaperFund> {
  const { source, timed, versions, late } = prepared;
  const { options, print, market } = parts;
  const { history } = market;
  const { state, config } = opened;
  const startsAt = startOf(state, history);
  const clock = virtualClock(startsAt);
  const venue = openVenue(opened, options.data, clock);
  await refuseIfVenueKnowsMore(venue, state, history);
  const performer = createPerformer(venue, (event) => late.engine?.offer("venue", event) ?? Promise.resolve());
  const policy = await openPolicy(options.data, opened.runId, (event) => late.engine?.offer("runtime", event));
  const log = pino({ level: "warn" }, pino.destination({ fd: 2, sync: true }));
  let failure: Error | undefined;
  const live = await startSubsystems(opened, { folder: options.data, history, log, failSafe: isFailSafe(parts) });
  const listeners = [narrator(print), live.onEntry];
  const engine = createEngine({
    solveLinear: await solverFor(config),
    state,
    store: opened.store,
    clock,
    library: market.strategies?.library,
    perform: performer.perform,
    timed,
    follow: policy.follower.follow,
    onFatal: (error) => {
      failure = error;
      parts.onFatal();
    },
    onListenerError: (error) => log.error(error, "a listener threw"),
    stopwatchMs: () => performance.now(),
    publish: (entry, facts, workings, delayMs) => {
      source.onEntry(entry, facts, workings, delayMs);
      if (entry.at < config.tradeFromMs) return;
      for (const listen of listeners) listen(entry, facts);
    },
  });
  late.engine = engine;
  policy.follower.catchUp(versions.inOrder());
  for (const event of [...opened.firstEvents, ...live.failures]) await engine.offer("runtime", event);
  for (const command of commandsOf(parts, state)) await engine.offer("operator", command);
  const server = await serve(options, source, engine, log);
  const address = await server.listen(options.port);
  return {
    address,
    greeting: greetingOf(opened, address),
    drive: { history, venue, engine, clock, state, tradeFrom: config.tradeFromMs },
    failure: () => failure,
    subsystems: live.subsystems.getStatus,
    close: async () => {
      performer.stop();
      await engine.stop();
      await policy.close();
      await server.close();
      await live.subsystems.stop();
      await opened.store.close();
      if (failure === undefined) keepStop(options.data, state);
    },
  };
}

/** The venue with its own log, on the terms the fund was opened with. */
function openVenue({ config, venue }: OpenedFund, folder: string, clock: VirtualClock): SimulatedVenue {
  const terms = termsOf(config, venue);
  const log = join(folder, "venue", "orders.jsonl");
  const opening = { cash: config.startEquityUsd, terms, now: () => clock.now() };
  return new SimulatedVenue(config.instruments, log, clock.now(), opening);
}

const serve = ({ host, tokens }: StartOptions, source: FedSource, engine: Engine, log: Logger) =>
  createServer({
    source,
    commands: { command: (event) => engine.offer("operator", event) },
    log,
    version: packageVersion(),
    host,
    tokens,
  });

const commandsOf = ({ ai }: PaperParts, { fund }: FundState): InputEvent[] =>
  ai === undefined ? [] : startCommands(ai.config, fund);

const isFailSafe = ({ ai }: PaperParts): boolean => ai?.config.QT_AI_FAIL_SAFE ?? true;

const startOf = ({ seq, at }: FundState, history: BarHistory): EpochMs =>
  seq < 0 ? epochMs(history.firstClose - history.interval) : at;

/**
 * The venue keeps its own log. An order in it that this journal never sent, or more than the one bar it may be ahead
 * after a kill, means that the journal is an older copy or was cut.
 */
async function refuseIfVenueKnowsMore(venue: SimulatedVenue, { fund }: FundState, history: BarHistory): Promise<void> {
  for (const { report } of await venue.reportsAfter(fund?.trading.reportSeq ?? 0))
    if ("orderId" in report && (fund === undefined || findOrder(fund.trading, report.orderId) === undefined))
      throw olderCopy(`order ${report.orderId}, which this journal never sent`);
  const { lastPlayed } = venue;
  if (lastPlayed === undefined) return;
  const [next] = history.closedBars(fund?.lastBarsAt);
  if (next !== undefined && lastPlayed > next.closedAt)
    throw olderCopy(`played bars up to ${lastPlayed}, this journal goes on at ${next.closedAt}`);
}

const olderCopy = (evidence: string): FundError =>
  new FundError("JOURNAL_MISMATCH", `the venue has ${evidence}: the journal was cut or replaced by an older copy`);

/** The read model of the one fund in this process, made as soon as its journal has said which run it is. */
function createViews(analytics: Analytics | undefined) {
  let current = openState();
  let source: FedSource | undefined;
  const { timed, read } = createStopwatch();
  return {
    timed,
    of: (state: FundState, runId: string): FedSource => {
      current = state;
      source ??= createLiveSource(() => current, runId, { cycle: read, analytics });
      return source;
    },
  };
}

function greetingOf({ recovered, store, config, venue, state }: OpenedFund, address: string): string {
  const torn =
    store.tornTail === undefined ? "" : ` ${store.tornTail.bytesCut} unacknowledged bytes were cut from its end.`;
  const life =
    recovered === undefined
      ? `A new paper fund opens with ${config.startEquityUsd.toLocaleString("en-US")} USD. Its models first learn from the bars before trading begins.`
      : `Recovered: ${recovered.entries} entries of the journal replayed, all ${recovered.facts} facts equal.${torn}`;
  const terms = venue === undefined ? "" : `${venueLine(venue, config.instruments)}\n`;
  return `${life}\n${terms}${trustIn(state)}\nPage: ${address}\n`;
}

/** Stage, and the mode each subsystem is in because of it: what a tightening subsystem may do. */
function trustIn({ fund }: FundState): string {
  if (fund === undefined) return "";
  const { stage, brake } = fund.governance;
  const trust = { stage: stage.current, brake: brake !== undefined };
  const modes = registeredSubsystems.map(
    (name) => `${name} in ${effectiveMode(fund.config.subsystems[name], true, trust)} mode`,
  );
  const isBelow = comesBefore(integrationStages, stage.current, fund.config.stage);
  const wanted = isBelow ? ` (${fund.config.stage} is configured; qt stage raises it)` : "";
  return `Stage ${stage.current}${wanted}: ${modes.join(", ")}${trust.brake ? "; the emergency brake is on" : ""}.`;
}
