/**
 * The life cycle of the fund's subsystems: one registry that starts them in order, contains what fails, and stops them
 * the other way round (seed 004, `AISystemServices`).
 *
 * Only what exists is registered. One that fails to start is FAILED and told to the fund; the others go on, and the guard
 * does not depend on any. What runs inside the kernel is started by being configured; its failures at work are caught
 * there. There is one registry per fund, handed to whoever needs it, never a global.
 */
import {
  type SubsystemMode,
  type SubsystemName,
  subsystemNames,
  type SubsystemStatus,
} from "../kernel/domain/subsystem.ts";
import type { InputEvent } from "../kernel/events/catalogue.ts";
import { subsystemStartFailed } from "../kernel/events/fund-events.ts";

/** The bus with its heartbeats is of no subsystem, starts first and stops last. */
export type PartName = SubsystemName | "federation_bus";

export type SubsystemPart = {
  readonly name: PartName;
  /** OFF is not started at all (seed 004, "Feature-Flagged Architecture"). */
  readonly mode: SubsystemMode;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What holds instead while it is away. */
  readonly fallback: string;
};

export type PartStatus = { readonly name: PartName; readonly status: SubsystemStatus; readonly message: string };

export type SubsystemsStatus = {
  readonly initialized: boolean;
  /** DEGRADED as soon as one has failed. */
  readonly status: "ACTIVE" | "DEGRADED";
  readonly parts: readonly PartStatus[];
};

export type Subsystems = {
  /** Starts what is on. Resolves when all have started or failed; rejects only without the fail-safe. */
  readonly initialize: () => Promise<void>;
  readonly getStatus: () => SubsystemsStatus;
  /** Stops what has started, last first. One that fails to stop holds up no other. */
  readonly stop: () => Promise<void>;
};

export type SubsystemParts = {
  readonly parts: readonly SubsystemPart[];
  /** Tells the fund. */
  readonly tell: (event: InputEvent) => Promise<unknown>;
  /** False lets the first failure through; for tests (QT_AI_FAIL_SAFE). */
  readonly failSafe: boolean;
};

const startOrder: readonly PartName[] = ["federation_bus", ...subsystemNames];

export function createSubsystems({ parts, tell, failSafe }: SubsystemParts): Subsystems {
  const inOrder = parts.toSorted((a, b) => startOrder.indexOf(a.name) - startOrder.indexOf(b.name));
  const statuses = new Map<PartName, PartStatus>();
  const started: SubsystemPart[] = [];
  let initialized = false;

  const note = (name: PartName, status: SubsystemStatus, message: string): void => {
    statuses.set(name, { name, status, message });
  };

  async function startOne(part: SubsystemPart): Promise<void> {
    const { name, mode, fallback } = part;
    if (mode === "OFF") return note(name, "DISABLED", "not started: its mode is OFF");
    try {
      await part.start();
      started.push(part);
      note(name, "ACTIVE", `started, ${mode}`);
    } catch (error) {
      if (!failSafe) throw error;
      const message = messageOf(error);
      note(name, "FAILED", message);
      await tell(subsystemStartFailed.create({ subsystem: name, message, fallback }));
    }
  }

  async function stopOne({ name, stop }: SubsystemPart): Promise<void> {
    await stop().then(
      () => note(name, "DISABLED", "stopped"),
      (error: unknown) => note(name, "FAILED", `did not stop in order: ${messageOf(error)}`),
    );
  }

  return {
    initialize: async () => {
      for (const part of inOrder) await startOne(part);
      initialized = true;
    },
    getStatus: () => {
      const all = inOrder.map(
        ({ name }) => statuses.get(name) ?? { name, status: "DISABLED" as const, message: "not started" },
      );
      return { initialized, status: all.some(({ status }) => status === "FAILED") ? "DEGRADED" : "ACTIVE", parts: all };
    },
    stop: async () => {
      for (const part of started.splice(0).toReversed()) await stopOne(part);
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
