/** The bus of this process with its heartbeats, and the log that listens to it. */
import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { FundState } from "../../kernel/fund-state.ts";
import { createBus } from "../../runtime/bus.ts";
import { createHerald } from "../../runtime/herald.ts";
import { keepFederationLog } from "./federation-log.ts";

/** @param folder the fund's data; the log is `federation-ai.log` in it (seed 000, "Logs") */
export function openFederation(folder: string, state: FundState, log: Logger) {
  const file = pino.destination({ dest: join(folder, "federation-ai.log"), mkdir: true, sync: true });
  const federationLog = pino({ base: null, timestamp: false }, file);
  const bus = createBus((error, name) => log.error(error, `a listener of ${name} threw`));
  keepFederationLog(bus, (level, fields, message) => federationLog[level](fields, message));
  federationLog.info("AI Orchestration Layer started successfully");
  const { onEntry } = createHerald(bus, state);
  const close = (): void => {
    federationLog.info("Shutting down...");
    file.end();
  };
  return { bus, onEntry, close };
}
