/** What code this is: the package's version and, in a checkout, the commit. Part of a run's identity. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package, whether it runs from src or from dist. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

let known: string | undefined;

/** Such as `0.1.0` or `0.1.0+3f2a9c1`; `-dirty` is added when tracked files differ from the commit. */
export function codeVersion(): string {
  known ??= readVersion(packageRoot());
  return known;
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "0.0.0";
}

function readVersion(root: string): string {
  const version = packageVersion();
  if (!existsSync(join(root, ".git"))) return version;
  try {
    const git = (...words: string[]) =>
      execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    const dirty = git("status", "--porcelain", "--untracked-files=no", "src") === "" ? "" : "-dirty";
    return `${version}+${git("rev-parse", "--short", "HEAD")}${dirty}`;
  } catch {
    return version;
  }
}
