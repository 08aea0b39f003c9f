/** `qt whatif`: a recorded run under other settings, or the list of settings there are. */
import { hours, epochMs } from "../../kernel/units/units.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { FundError } from "../../ports/errors.ts";
import { RecordedInputs } from "../whatif/recorded-inputs.ts";
import { listSettings } from "../whatif/settings.ts";
import { whatIf } from "../whatif/what-if.ts";
import { whatIfJson } from "../whatif/what-if-json.ts";
import { settingsText, whatIfText } from "../whatif/what-if-text.ts";
import { interruptibly, jsonLine } from "./interruptibly.ts";

export type WhatIfFlags = {
  readonly set: readonly string[];
  readonly list?: boolean;
  readonly market?: string;
  readonly json?: boolean;
};

export async function whatIfCommand(run: string | undefined, flags: WhatIfFlags): Promise<void> {
  if (flags.list === true) return printSettings(run, flags);
  if (run === undefined)
    throw new FundError("BAD_USAGE", "expected the folder of a run, or --list for the settings there are");
  await interruptibly(async (signal, onProgress) => {
    const answer = await whatIf({ run, settings: flags.set, market: flags.market, signal }, onProgress);
    return flags.json === true ? jsonLine(whatIfJson(answer)) : whatIfText(answer);
  });
}

/** With the values of the run; without one, with those a fund starts with. */
function printSettings(run: string | undefined, { market, json }: WhatIfFlags): void {
  const config =
    run === undefined
      ? defaultConfig({ market: "none", instruments: [], interval: hours(1), tradeFrom: epochMs(0) })
      : new RecordedInputs(run, market).config;
  const settings = listSettings(config);
  process.stdout.write(json === true ? jsonLine(settings) : settingsText(settings));
}
