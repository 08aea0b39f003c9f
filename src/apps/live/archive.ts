/** `--fresh`: puts the old fund's data aside and never deletes it; refuses while something is still at stake. */
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openFileJournal } from "../../adapters/journal/file-journal.ts";
import type { FundState } from "../../kernel/fund-state.ts";
import { FundError } from "../../ports/errors.ts";
import { recover } from "../../runtime/recover.ts";
import { codeVersion } from "../code-version.ts";

export function archiveForFreshStart(folder: string, isConfirmed: boolean, print: (line: string) => void): void {
  if (!existsSync(join(folder, "journal"))) return;
  if (!isConfirmed) refuseIfAtStake(folder);
  let number = 1;
  while (existsSync(`${folder}-archived-${number}`)) number += 1;
  renameSync(folder, `${folder}-archived-${number}`);
  print(`The old fund's data is kept in ${folder}-archived-${number}.`);
}

function refuseIfAtStake(folder: string): void {
  const stakes = stakesOf(readState(folder));
  if (stakes.length === 0) return;
  throw new FundError(
    "BAD_USAGE",
    `--fresh: the fund in ${folder} ${stakes.join(", ")}. Add --yes to archive it all the same (paper only).`,
  );
}

function readState(folder: string): FundState {
  const store = openFileJournal({ folder: join(folder, "journal"), reserveBytes: 0 });
  try {
    return recover(store.read(), codeVersion()).state;
  } finally {
    void store.close();
  }
}

function stakesOf({ fund }: FundState): string[] {
  if (fund === undefined) return [];
  const held = fund.trading.positions.filter((position) => position !== undefined).length;
  const stakes: string[] = [];
  if (fund.governance.freeze !== undefined) stakes.push("is frozen");
  if (held > 0) stakes.push(`holds ${held} positions`);
  if (fund.trading.orders.size > 0) stakes.push(`has ${fund.trading.orders.size} open orders`);
  return stakes;
}
