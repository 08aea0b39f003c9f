/** One registry: in order, contained, backwards at the end, and honest about what it knows. */
import { describe, expect, it } from "vitest";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { createSubsystems, type PartName, type SubsystemPart } from "./subsystems.ts";

function registry(overrides: readonly (Partial<SubsystemPart> & { name: PartName })[], failSafe = true) {
  const told: InputEvent[] = [];
  const log: string[] = [];
  const parts = overrides.map(
    (given): SubsystemPart => ({
      mode: "ENFORCED",
      start: async () => void log.push(`start ${given.name}`),
      stop: async () => void log.push(`stop ${given.name}`),
      fallback: `without ${given.name}`,
      ...given,
    }),
  );
  return { ...createSubsystems({ parts, failSafe, tell: async (event) => told.push(event) }), told, log };
}
const throwing = (message: string) => async () => {
  throw new Error(message);
};

describe("the life cycle", () => {
  it("starts in the order of the seeds whatever order it was given, and stops the other way round", async () => {
    const { initialize, stop, log, getStatus } = registry([
      { name: "ai_hfos" },
      { name: "universe_os" },
      { name: "self_healing" },
      { name: "federation_bus" },
    ]);
    expect(getStatus()).toMatchObject({ initialized: false, status: "ACTIVE" });
    await initialize();
    expect(getStatus()).toMatchObject({ initialized: true, status: "ACTIVE" });
    await stop();
    const order = ["federation_bus", "self_healing", "universe_os", "ai_hfos"];
    expect(log).toEqual([...order.map((name) => `start ${name}`), ...order.toReversed().map((name) => `stop ${name}`)]);
  });

  it("one that fails to start is FAILED and told with its fallback, the others go on, and it is not stopped", async () => {
    const { initialize, stop, log, told, getStatus } = registry([
      { name: "universe_os", start: throwing("no bars") },
      { name: "ai_hfos" },
    ]);
    await initialize();
    expect(told).toEqual([
      {
        type: "subsystem.start_failed",
        version: 1,
        data: { subsystem: "universe_os", message: "no bars", fallback: "without universe_os" },
      },
    ]);
    expect(getStatus()).toEqual({
      initialized: true,
      status: "DEGRADED",
      parts: [
        { name: "universe_os", status: "FAILED", message: "no bars" },
        { name: "ai_hfos", status: "ACTIVE", message: "started, ENFORCED" },
      ],
    });
    await stop();
    expect(log).toEqual(["start ai_hfos", "stop ai_hfos"]);
  });

  it("one that is OFF is not started at all", async () => {
    const { initialize, log, getStatus } = registry([{ name: "ai_hfos", mode: "OFF" }]);
    await initialize();
    expect(log).toEqual([]);
    expect(getStatus().parts).toEqual([
      { name: "ai_hfos", status: "DISABLED", message: "not started: its mode is OFF" },
    ]);
  });

  it("one that fails to stop holds up no other", async () => {
    const { initialize, stop, log, getStatus } = registry([
      { name: "universe_os" },
      { name: "ai_hfos", stop: throwing("stuck") },
    ]);
    await initialize();
    await stop();
    expect(log).toContain("stop universe_os");
    expect(getStatus().parts.map(({ status }) => status)).toEqual(["DISABLED", "FAILED"]);
  });

  it("without the fail-safe, which only tests take away, the failure is let through", async () => {
    const { initialize, told } = registry([{ name: "ai_hfos", start: throwing("no") }], false);
    await expect(initialize()).rejects.toThrow("no");
    expect(told).toEqual([]);
  });
});
