/**
 * A strategy from a file: read once, hashed, checked, and run as exactly the bytes that were hashed.
 *
 * A plug-in is one file. It is run from a copy in an empty folder, so that nothing beside it can be imported, and what it
 * would import at run time is refused by name: otherwise its hash would not name all of its code. `import type` is gone
 * before it runs. This is no sandbox: what runs here can do what this process can. Load only code you would run yourself.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { featureNames } from "../../kernel/features/board/feature-board.ts";
import { faultOfStrategy, type Shelved } from "../../kernel/trading/strategies/library.ts";
import type { Strategy } from "../../kernel/trading/strategies/strategy.ts";
import { FundError } from "../../ports/errors.ts";

/** Where a strategy came from, for whoever plays the run again. */
export type PlugIn = Shelved & { readonly file: string; readonly sha256: string };

/** What the copy is called, so that Node reads it as the module it is. */
const copyExtension: Readonly<Record<string, string>> = {
  ".ts": ".mts",
  ".mts": ".mts",
  ".js": ".mjs",
  ".mjs": ".mjs",
};

export const isPlugInPath = (word: string): boolean => Object.hasOwn(copyExtension, extname(word));

const isFunction = (value: unknown): boolean => typeof value === "function";
const strategySchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string().min(1),
  parameters: z.record(
    z.string(),
    z.object({ default: z.number(), from: z.number(), to: z.number(), isWhole: z.boolean(), says: z.string() }),
  ),
  features: z.array(z.enum(featureNames)),
  history: z.custom<Strategy["history"]>(isFunction, "expected a function"),
  decide: z.custom<Strategy["decide"]>(isFunction, "expected a function"),
});

const moduleSchema = z.object({ strategy: strategySchema });

/** @throws FundError BAD_USAGE, naming the file and what is wrong with it */
export async function loadPlugIn(path: string): Promise<PlugIn> {
  const file = resolve(path);
  const bytes = readPlugIn(file);
  const text = bytes.toString("utf8");
  const imported = runtimeImportIn(text);
  if (imported !== undefined)
    throw broken(file, `expected all of it in one file, with import type alone, was: ${imported}`);
  const strategy = readStrategy(file, await runCopy(file, bytes));
  return { strategy, file, sha256: createHash("sha256").update(bytes).digest("hex") };
}

function readPlugIn(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new FundError("BAD_USAGE", `--strategy: expected a readable file, was ${file}`, { cause });
  }
}

const importAtRunTime =
  /^\s*(import\s+(?!type\b).*|import\s*["'(].*|export\s+.*\bfrom\s*["'].*)$|\b(?:import|require)\s*\(/m;

function runtimeImportIn(text: string): string | undefined {
  const found = importAtRunTime.exec(withoutComments(text))?.[0].trim();
  return found === undefined || /^export\s+type\b/.test(found) ? undefined : found;
}

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

async function runCopy(file: string, bytes: Buffer): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "qt-strategy-"));
  const copy = join(folder, `strategy${copyExtension[extname(file)] ?? ".mjs"}`);
  try {
    writeFileSync(copy, bytes);
    const module: unknown = await import(pathToFileURL(copy).href);
    return module;
  } catch (cause) {
    throw broken(file, `it does not load: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readStrategy(file: string, module: unknown): Strategy {
  const parsed = moduleSchema.safeParse(module);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw broken(file, `expected an export called strategy; ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const fault = faultOfStrategy(parsed.data.strategy);
  if (fault !== undefined) throw broken(file, fault);
  return parsed.data.strategy;
}

const broken = (file: string, what: string, cause?: unknown): FundError =>
  new FundError("BAD_USAGE", `strategy ${file}: ${what}`, { cause });
