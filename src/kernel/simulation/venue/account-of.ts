/** Which rules of an account hold in an instrument. */
import type { Instrument } from "../../domain/instrument.ts";
import type { AccountRules } from "./account-rules.ts";
import { isPerpetual } from "./market-kind.ts";
import { perpetualAccount } from "./perpetual-account.ts";
import { spotAccount } from "./spot-account.ts";

export const accountRulesOf = (instrument: Instrument): AccountRules =>
  isPerpetual(instrument) ? perpetualAccount : spotAccount;
