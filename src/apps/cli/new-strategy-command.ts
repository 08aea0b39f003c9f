/** `qt new strategy`: writes a strategy and its test into the current folder. Never over a file that is there. */
import { existsSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import { FundError } from "../../ports/errors.ts";
import { faultOfName, shippedLibrary } from "../../kernel/trading/strategies/library.ts";
import { strategyTemplate, strategyTestTemplate } from "../strategies/template.ts";

/** @returns the files written */
export function newStrategyCommand(name: string, folder: string = process.cwd()): string[] {
  const fault = faultOfName(name);
  if (fault !== undefined) throw usage(fault);
  if (shippedLibrary.has(name)) throw usage(`expected a name that no strategy of ours has, was ${name}`);
  const api = apiFrom(folder);
  const texts = new Map([
    [join(folder, `${name}.ts`), strategyTemplate(name, api)],
    [join(folder, `${name}.test.ts`), strategyTestTemplate(name, api)],
  ]);
  const taken = [...texts.keys()].find((file) => existsSync(file));
  if (taken !== undefined) throw usage(`expected no ${taken} yet`);
  for (const [file, text] of texts) writeFileSync(file, text, { flag: "wx" });
  process.stdout.write(
    `wrote ${name}.ts and ${name}.test.ts. Next, on Node 24 or newer:\n` +
      `  node --test ${name}.test.ts\n` +
      `  qt lookahead ./${name}.ts\n` +
      `  qt backtest --market simulated --strategy ./${name}.ts\n`,
  );
  return [...texts.keys()];
}

/** In a checkout the source itself; from the package its name, whatever folder it is installed for. */
function apiFrom(folder: string): string {
  if (extname(import.meta.filename) !== ".ts") return "quantum-trader/strategy";
  const source = join(dirname(import.meta.filename), "../../kernel/trading/strategies/api.ts");
  const path = relative(folder, source).split(sep).join("/");
  return path.startsWith(".") ? path : `./${path}`;
}

const usage = (message: string): FundError => new FundError("BAD_USAGE", `qt new strategy: ${message}`);
