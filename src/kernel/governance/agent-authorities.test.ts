/** Which of the agents bind everybody: AI-HFOS where it is enforced, and seats that fell silent, each by name. */
import { expect, it } from "vitest";
import { type AgentVoices, agentAuthorities } from "./agent-authorities.ts";
import { envelopeOfOperatingMode, envelopeOfRiskMode, envelopeOfSystemRisk } from "./arbitrate/envelopes.ts";

const calm: AgentVoices = {
  systemRiskMode: "CRITICAL",
  systemRiskBinds: false,
  isCeoStale: false,
  isControllerStale: false,
};

it("binds nobody while AI-HFOS is not enforced and every seat is heard from", () =>
  expect(agentAuthorities(calm)).toEqual([]));

it.each([
  ["AI-HFOS system risk mode", { systemRiskBinds: true }, envelopeOfSystemRisk("CRITICAL")],
  ["stale CEO", { isCeoStale: true }, envelopeOfOperatingMode("BLACK_SWAN")],
  ["stale controller", { isControllerStale: true }, envelopeOfRiskMode("DEFENSIVE", false)],
] as const)("%s", (name, change, envelope) =>
  expect(agentAuthorities({ ...calm, ...change })).toEqual([{ name, decisionId: undefined, envelope }]),
);
