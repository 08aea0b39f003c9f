/** The subsystems of a paper fund, and the bus they are heard on, as parts of one registry. */
import type { Logger } from "pino";
import type { FundConfig } from "../../kernel/domain/config.ts";
import type { Fact, InputEvent } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import type { Entry } from "../../kernel/step.ts";
import type { BarHistory } from "../../ports/bar-history.ts";
import { createSubsystems, type SubsystemPart, type Subsystems } from "../../runtime/subsystems.ts";
import { openFederation } from "./open-federation.ts";

export type StartedFund = { readonly state: FundState; readonly config: FundConfig };
export type SubsystemSurroundings = {
  readonly folder: string;
  readonly history: BarHistory;
  readonly log: Logger;
  readonly failSafe: boolean;
};

export type LiveSubsystems = {
  readonly subsystems: Subsystems;
  /** Hears every durable entry; does nothing as long as the bus is away. */
  readonly onEntry: (entry: Entry, facts: readonly Fact[]) => void;
  /** What could not be started, for the fund to be told once it has opened. */
  readonly failures: readonly InputEvent[];
};

/** Resolves when each has started or failed; rejects only without the fail-safe. */
export async function startSubsystems(
  { state, config }: StartedFund,
  { folder, history, log, failSafe }: SubsystemSurroundings,
): Promise<LiveSubsystems> {
  const failures: InputEvent[] = [];
  const bus = new FederationBus(folder, state, log);
  const parts = [bus.part(), universe(config, history), conductor(config)];
  const subsystems = createSubsystems({ parts, failSafe, tell: async (event) => failures.push(event) });
  await subsystems.initialize();
  return { subsystems, failures, onEntry: (entry, facts) => bus.onEntry(entry, facts) };
}

/** The bus of this process, its heartbeats, and the log that listens to it. */
class FederationBus {
  onEntry: LiveSubsystems["onEntry"] = () => {};
  private readonly folder: string;
  private readonly state: FundState;
  private readonly log: Logger;
  private close = (): void => {};

  constructor(folder: string, state: FundState, log: Logger) {
    this.folder = folder;
    this.state = state;
    this.log = log;
  }

  part(): SubsystemPart {
    return {
      name: "federation_bus",
      mode: "OBSERVE",
      start: async () => this.open(),
      stop: async () => this.close(),
      fallback: "no heartbeats and no federation log; every fact is journalled all the same",
    };
  }

  private open(): void {
    const federation = openFederation(this.folder, this.state, this.log);
    this.onEntry = federation.onEntry;
    this.close = () => {
      this.onEntry = () => {};
      federation.close();
    };
  }
}

/** Runs as a hook inside the kernel; it needs bars of every symbol it is to choose from. */
const universe = ({ subsystems, instruments }: FundConfig, history: BarHistory): SubsystemPart => ({
  name: "universe_os",
  mode: subsystems.universe_os,
  start: async () => {
    const offered = new Set(history.instruments.map(({ symbol }) => symbol));
    const absent = instruments.filter(({ symbol }) => !offered.has(symbol)).map(({ symbol }) => symbol);
    if (absent.length > 0)
      throw new Error(`expected a market with every configured symbol, ${absent.join(", ")} is not there`);
  },
  stop: async () => {},
  fallback: "its hook does not run; the guard holds entries to the active symbols all the same",
});

/** Runs inside the kernel's round and needs nothing of the process. */
const conductor = ({ subsystems }: FundConfig): SubsystemPart => ({
  name: "ai_hfos",
  mode: subsystems.ai_hfos,
  start: async () => {},
  stop: async () => {},
  fallback: "its last system risk mode holds for three cadences, then CRITICAL",
});
