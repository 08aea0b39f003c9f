/** Serves the built page from `web/dist`; says how to build it where it is missing. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Four folders up from here in the sources and in the published package alike. */
export const builtPage = fileURLToPath(new URL("../../../../web/dist/", import.meta.url));

const notBuilt = [
  "The fund runs, but its page is not built.",
  "",
  "Build it with:   npm run build:web",
  "Then start the fund again and reload this address.",
  "",
  "The API answers already: /health, /api/fund, /api/federation/status, /api/federation/decisions",
  "",
].join("\n");

export async function addPages(app: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(join(root, "index.html"))) {
    app.get("/", (_request, reply) => reply.code(503).type("text/plain; charset=utf-8").send(notBuilt));
    return;
  }
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isNamedByContent = path.includes("/assets/") || path.includes("\\assets\\");
      reply.header("cache-control", isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}
