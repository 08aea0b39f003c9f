/**
 * A subsystem that self-healing starts anew begins with the memory of a fund that has just been opened.
 *
 * What it says about money, orders and limits is not its memory: positions, plans, the ledger and the mandate stay. The
 * conductor keeps its system risk mode, since to forget it would loosen.
 */
import type { RegisteredSubsystem } from "./domain/subsystem.ts";
import type { Fund } from "./fund-state.ts";

const begin: Readonly<Record<RegisteredSubsystem, (fund: Fund) => void>> = {
  self_healing: () => {},
  universe_os: () => {},
  pil: () => {},
  pba: () => {},
  pal: () => {},
  dynamic_tpsl: () => {},
  aelm: () => {},
  ai_hfos: ({ governance }) => {
    governance.conductor.hasFailed = false;
  },
};

export function startAnew(fund: Fund): void {
  const { toRestart } = fund.governance.healing;
  for (const subsystem of toRestart) begin[subsystem](fund);
  toRestart.length = 0;
}
