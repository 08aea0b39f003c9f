/** Who listens to the fund in this process: the narrator on the console, the bus with its heartbeats, and the log on it. */
import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { Fact } from "../../kernel/events/catalogue.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import type { Entry } from "../../kernel/step.ts";
import { createBus } from "../../runtime/bus.ts";
import { createHerald } from "../../runtime/herald.ts";
import { keepFederationLog } from "./federation-log.ts";
import { narrator } from "./narrate.ts";

export type FederationParts = { readonly log: Logger; readonly print: (line: string) => void };

/** @param folder the fund's data; the log is `federation-ai.log` in it (seed 000, "Logs") */
export function openFederation(folder: string, state: FundState, { log, print }: FederationParts) {
  const file = pino.destination({ dest: join(folder, "federation-ai.log"), mkdir: true, sync: true });
  const federationLog = pino({ base: null, timestamp: false }, file);
  const bus = createBus((error, name) => log.error(error, `a listener of ${name} threw`));
  keepFederationLog(bus, (level, fields, message) => federationLog[level](fields, message));
  federationLog.info("AI Orchestration Layer started successfully");
  const herald = createHerald(bus, state);
  const tell = narrator(print);
  const onEntry = (entry: Entry, facts: readonly Fact[]): void => {
    tell(entry, facts);
    herald.onEntry(entry, facts);
  };
  const close = (): void => {
    federationLog.info("Shutting down...");
    file.end();
  };
  return { bus, onEntry, close };
}
