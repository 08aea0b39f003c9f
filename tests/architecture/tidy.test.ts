/**
 * House rules no linter knows, as tests over the text of every source file.
 *
 * Each rule says what to do instead and shows what it catches. Idea: TigerBeetle's `tidy.zig`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, it } from "vitest";
import { codeOf, isTest, listByGit } from "./imports.ts";

interface Source {
  readonly path: string;
  readonly text: string;
  /** The text with its comments blanked. */
  readonly code: string;
}

interface BannedPattern {
  readonly pattern: RegExp;
  readonly instead: string;
  readonly example: string;
  /** Folders the rule governs; default: all. */
  readonly within?: readonly string[];
  readonly except?: readonly string[];
  /** Look into comments too. */
  readonly inComments?: boolean;
}

const FOLDERS = ["src", "web/src", "scripts", "bench"];
const SHIPPED = ["src/", "web/src/"];
const MAX_LINES = 300;

const banned: BannedPattern[] = [
  {
    pattern: /\bas ApprovedOrder\b/,
    except: ["src/kernel/trading/guard/"],
    instead: "guardOrder is the only way to approve an order",
    example: "send(order as ApprovedOrder)",
  },
  {
    pattern: /\bas ApprovedMove\b/,
    except: ["src/kernel/trading/guard/"],
    instead: "guardStopMove is the only way to approve that a stop moves",
    example: "send(move as ApprovedMove)",
  },
  {
    pattern: /kind: "CommitPolicy"/,
    except: ["src/kernel/governance/direct/policy.ts"],
    instead: "commitPolicy: there is one writer of policy",
    example: 'effects.push({ kind: "CommitPolicy", document })',
  },
  { pattern: /\bas unknown as\b/, instead: "parse the value", example: "x as unknown as Order", within: SHIPPED },
  { pattern: /\bas any\b/, instead: "parse the value", example: "x as any", within: SHIPPED },
  { pattern: /: any\b/, instead: "unknown, and parse it", example: "(x: any) => x" },
  {
    pattern: /@ts-(ignore|expect-error|nocheck)|\b(oxlint|eslint)-disable|\bbiome-ignore/,
    instead: "repair what the tool found",
    example: "// @ts-expect-error later",
    inComments: true,
  },
  {
    pattern: /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bprocess\.hrtime\b/,
    within: ["src/"],
    except: ["src/adapters/", "src/apps/"],
    instead: "take time from the event, or from the Clock port",
    example: "const now = Date.now()",
  },
  {
    pattern: /\bMath\.random\b/,
    within: SHIPPED,
    instead: "draw from a seeded generator",
    example: "Math.random() < 0.5",
  },
  {
    pattern: /Pct\b|Pct[A-Z]|_(pct|PCT)\b|Percent(?!ile)|\bpercent[A-Z]/,
    within: ["src/"],
    except: ["src/kernel/events/", "src/apps/", "src/runtime/ai-config/"],
    instead: "hold a Fraction and name it so",
    example: "const drawdownPct = 5",
  },
  {
    pattern: /\b(async|await)\b/,
    within: ["src/kernel/"],
    instead: "return an effect; its result comes back as an event",
    example: "await load()",
  },
  {
    pattern: /\bconsole\./,
    within: SHIPPED,
    except: ["src/apps/cli/"],
    instead: "emit an event, or log through the logger handed in",
    example: "console.log(order)",
  },
  { pattern: /\b(TODO|FIXME|XXX)\b/, instead: "do it, or open an issue", example: "// TODO later", inComments: true },
  { pattern: /\bexport default\b/, instead: "a named export", example: "export default 1" },
  { pattern: /\benum\s+\w/, instead: "an `as const` array and its union", example: "enum Mode { On }" },
];

function offends(source: Source, rule: BannedPattern): boolean {
  const { within = [""], except = [], inComments = false } = rule;
  const isGoverned = within.some((folder) => source.path.startsWith(folder));
  if (!isGoverned || except.some((folder) => source.path.startsWith(folder))) return false;
  return rule.pattern.test(inComments ? source.text : source.code);
}

/** `path:line: text` of each line that offends. */
function findOffences({ path, text, code }: Source, rule: BannedPattern): string[] {
  const toLines = (all: string) => all.split("\n");
  const codeLines = toLines(code);
  return toLines(text)
    .map((line, index) => ({ line, index, code: codeLines[index] ?? "" }))
    .filter((each) => offends({ path, text: each.line, code: each.code }, rule))
    .map(({ line, index }) => `${path}:${index + 1}: ${line.trim()}`);
}

function sourceOf(path: string, text: string): Source {
  return { path, text, code: codeOf(path, text) };
}

const sources = FOLDERS.flatMap(listByGit)
  .filter((path) => !isTest(path))
  .map((path) => sourceOf(path, readFileSync(path, "utf8")));

it("reads the source files", () => expect(sources.length).toBeGreaterThan(0));

it("every file opens by saying what it is", () => {
  const silent = sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path);
  expect(silent, "open the file with a /** header comment").toEqual([]);
});

it(`every file has at most ${MAX_LINES} lines`, () => {
  const long = sources.filter(({ text }) => text.trimEnd().split("\n").length > MAX_LINES).map(({ path }) => path);
  expect(long, "one thing in a file: split it").toEqual([]);
});

it.each(banned)("no file has $pattern: $instead", (rule) => {
  expect(
    sources.flatMap((source) => findOffences(source, rule)),
    rule.instead,
  ).toEqual([]);
});

it.each(banned)("$pattern is caught in `$example`", (rule) => {
  const path = "src/kernel/maths/example.ts";
  expect(offends({ path, text: rule.example, code: rule.example }, rule)).toBe(true);
});

it("comments may name what code may not", () => {
  const source = sourceOf("src/kernel/maths/example.ts", "/** No enum here, nor new Date(). */ // await nothing\n");
  expect(banned.filter((rule) => offends(source, rule))).toEqual([]);
});

const DOCUMENTS = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(path));
const NAMED_PATH = /`((?:src|docs|tests|bench|web|bin|scripts)\/[^`\s]*)[^`]*`/g;
const LINK = /\]\(([^)\s]+)[^)]*\)/g;

/** Local paths a document names, without patterns such as `src/<loop>/*.ts`. */
function namedPaths(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const links = [...text.matchAll(LINK)].map(([, link = ""]) => link).filter((link) => !/^(\w+:|#)/.test(link));
  const named = [...text.matchAll(NAMED_PATH)].map(([, each = ""]) => each);
  return [...named, ...links.map((link) => posix.join(posix.dirname(path), link))]
    .map((each) => each.replace(/[#?].*$/, "").replace(/:\d+$/, ""))
    .filter((each) => each !== "" && !/[*<>{}…]|\.\.\./.test(each));
}

it.each(DOCUMENTS)("%s names only what exists", (path) => {
  const missing = namedPaths(path).filter((named) => !existsSync(named));
  expect(missing).toEqual([]);
});
