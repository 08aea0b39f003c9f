/** From words of the command line or the environment to strategies: names of those that ship, or files of plug-ins. */
import type { StrategyChoice } from "../../kernel/domain/strategy-choice.ts";
import { choose, shippedLibrary, type Shelved, type StrategyLibrary } from "../../kernel/trading/strategies/library.ts";
import { FundError } from "../../ports/errors.ts";
import type { PlugInPlace } from "../../runtime/journal-records.ts";
import { isPlugInPath, loadPlugIn } from "./load-plug-in.ts";

export type Strategies = {
  readonly choices: readonly StrategyChoice[];
  readonly library: StrategyLibrary;
  /** Where those that are plug-ins came from. */
  readonly plugIns: readonly PlugInPlace[];
};

/** A word: `turtle-trend`, `./mine.ts`, and either with `:entryBars=100,stopAtr=4` behind it. */
type Word = { readonly source: string; readonly parameters: Readonly<Record<string, number>> };

/** Of a setting: words with white space between them. */
export const namesIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/** @throws FundError BAD_USAGE for a name that nothing has, a file that is no strategy, a value out of its range */
export async function resolveStrategies(words: readonly string[]): Promise<Strategies> {
  const library = new Map(shippedLibrary);
  const choices: StrategyChoice[] = [];
  const plugIns: PlugInPlace[] = [];
  for (const { source, parameters } of words.map(readWord)) {
    const shelved = await shelve(source, library, plugIns);
    const chosen = choose(shelved, parameters);
    if (chosen.kind === "REFUSED") throw usage(chosen.reason);
    const { name } = chosen.choice;
    if (choices.some((each) => each.name === name)) throw usage(`expected every strategy once, was ${name} again`);
    choices.push(chosen.choice);
  }
  return { choices, library, plugIns };
}

async function shelve(source: string, library: Map<string, Shelved>, plugIns: PlugInPlace[]): Promise<Shelved> {
  if (!isPlugInPath(source)) {
    const shipped = shippedLibrary.get(source);
    if (shipped !== undefined) return shipped;
    const names = [...shippedLibrary.keys()].join(", ");
    throw usage(`expected ${names}, or a file that ends in .ts, .mts, .js or .mjs, was ${source}`);
  }
  const { strategy, sha256, file } = await loadPlugIn(source);
  const { name } = strategy;
  if (library.has(name)) throw usage(`${file}: expected a name that no other strategy has, was ${name}`);
  library.set(name, { strategy, sha256 });
  plugIns.push({ name, file, sha256 });
  return { strategy, sha256 };
}

function readWord(word: string): Word {
  const colon = word.indexOf(":", word.lastIndexOf("/") + 1);
  if (colon < 0) return { source: word, parameters: {} };
  const parameters = word
    .slice(colon + 1)
    .split(",")
    .map((setting) => {
      const [name = "", value = ""] = setting.split("=");
      if (name === "" || value.trim() === "" || !Number.isFinite(Number(value)))
        throw usage(`expected parameters such as stopAtr=4, was ${setting}`);
      return [name, Number(value)] as const;
    });
  return { source: word.slice(0, colon), parameters: Object.fromEntries(parameters) };
}

/** Where a run's plug-ins are now: where its manifest says, unless the caller says otherwise. */
export async function libraryOfRun(
  plugIns: readonly PlugInPlace[] = [],
  moved: readonly string[] = [],
): Promise<StrategyLibrary> {
  const files = moved.length > 0 ? moved : plugIns.map(({ file }) => file);
  const { library, plugIns: found } = await resolveStrategies(files);
  for (const { name, sha256 } of plugIns) {
    const now = found.find((each) => each.name === name);
    if (now !== undefined && now.sha256 !== sha256)
      throw new FundError(
        "JOURNAL_MISMATCH",
        `strategy ${name}: expected the file of sha256 ${sha256} that the run was played with, was ${now.sha256} in ${now.file}`,
      );
  }
  return library;
}

const usage = (message: string): FundError => new FundError("BAD_USAGE", `--strategy: ${message}`);
