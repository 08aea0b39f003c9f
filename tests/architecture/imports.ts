/**
 * Reads which module imports which, for the boundary rules.
 *
 * The parser is the one vitest brings (vite's `parseSync`), because dependency-cruiser reads nothing beside
 * TypeScript 7. Every kind of import counts: static, re-exported, dynamic, and of types only.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { parseSync } from "vite";

/** `target` is a path in the repository, `node:name` or `npm:name`. */
export interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
}

const QUOTED = /^["']([^"']+)["']$/;
const TYPE_IMPORT = /\bimport\(\s*["']([^"']+)["']\s*\)\s*\./g;
const TYPE_ONLY_STATEMENT = /^(import|export)\s+type\b/;

/** Resolves what stands between the quotes, as seen from the file at `path`. */
function resolveTarget(path: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  const [scopeOrName = "", name = ""] = specifier.split("/");
  return scopeOrName.startsWith("@") ? `npm:${scopeOrName}/${name}` : `npm:${scopeOrName}`;
}

/** Lists the imports of one file. Throws when the file does not parse: an unread file must not pass. */
export function scanModule(path: string, text: string): Module {
  const { module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found = new Map<string, boolean>();
  const add = (specifier: string, typeOnly: boolean) => {
    const target = resolveTarget(path, specifier);
    found.set(target, typeOnly && (found.get(target) ?? true));
  };
  const isTypeOnly = (start: number, end: number) => TYPE_ONLY_STATEMENT.test(text.slice(start, end));
  for (const { start, end, moduleRequest } of module.staticImports) add(moduleRequest.value, isTypeOnly(start, end));
  for (const { start, end, entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) add(moduleRequest.value, isTypeOnly(start, end));
  for (const { moduleRequest } of module.dynamicImports)
    add(QUOTED.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1] ?? "(computed)", false);
  for (const [, specifier = ""] of blankComments(text, comments).matchAll(TYPE_IMPORT)) add(specifier, true);
  return { path, imports: [...found].map(([target, typeOnly]) => ({ target, typeOnly })) };
}

/** Replaces comments by spaces, so that positions and line numbers stay. */
function blankComments(text: string, comments: readonly { readonly start: number; readonly end: number }[]): string {
  let code = text;
  for (const { start, end } of comments)
    code = code.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, " ") + code.slice(end);
  return code;
}

/** The text without its comments. */
export function codeOf(path: string, text: string): string {
  return blankComments(text, parseSync(path, text).comments);
}

/** Scans every TypeScript file that lies below `folder`, tests included. */
export function scanFolder(folder: string): Module[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `${folder}/${path}`)
    .toSorted()
    .map((path) => scanModule(path, readFileSync(path, "utf8")));
}

/** TypeScript files below `folder` as git sees them: tracked or new, neither ignored nor deleted. */
export function listByGit(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const list = (...options: string[]) =>
    execFileSync("git", ["ls-files", "-z", ...options, "--", `:(glob)${folder}/**/*.ts`], { encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
  const deleted = new Set(list("--deleted"));
  return list("--cached", "--others", "--exclude-standard")
    .filter((path) => !deleted.has(path))
    .toSorted();
}

/** A test, or something only tests use. */
export const isTest = (path: string): boolean => path.startsWith("tests/") || path.endsWith(".test.ts");
