/**
 * Walks through the states of the authority machine: breadth first from the start, then long random walks.
 *
 * Two funds are the same state when whatever decides authority is the same; how much money there is to the cent, and
 * when exactly things happened, is not. The first fund that reaches a state stands for it.
 */
import { fundOf, type Step, type World } from "../scenarios/world.ts";
import { envelopeIn, faultsOf, faultsOfExits, faultsOfRecovery } from "./authority-checks.ts";
import { fork } from "./authority-model.ts";
import type { Move } from "./move.ts";
import { moves } from "./moves.ts";

export type Budget = {
  /** Transitions of the breadth-first search. */
  readonly transitions: number;
  /** Random walks and the moves in each. */
  readonly walks: number;
  readonly walkLength: number;
  readonly seed: number;
};

export type Exploration = {
  states: number;
  transitions: number;
  /** Deepest level of the search that was finished. */
  depth: number;
  frozenStates: number;
  exitsAsked: number;
  recoveries: number;
  releases: number;
  readonly faults: Fault[];
  /** How often each authority set a limit or stopped entries somewhere. */
  readonly seen: Map<string, number>;
};

export type Fault = { readonly what: string; readonly path: readonly string[] };

type Node = { readonly world: World; readonly path: readonly string[] };

type Known = { readonly states: Set<string>; readonly freezes: Set<string> };

const mostFaults = 20;

export function explore(
  start: World,
  budget: Budget,
  report: (found: Exploration) => void = () => undefined,
): Exploration {
  const found: Exploration = {
    states: 0,
    transitions: 0,
    depth: 0,
    frozenStates: 0,
    exitsAsked: 0,
    recoveries: 0,
    releases: 0,
    faults: [],
    seen: new Map(),
  };
  const known: Known = { states: new Set(), freezes: new Set() };
  let level: Node[] = [{ world: start, path: [] }];
  for (const node of level) visit(found, known, node);
  const isSpent = (): boolean => found.transitions >= budget.transitions || found.faults.length >= mostFaults;
  while (level.length > 0 && !isSpent()) {
    level = level.flatMap((node) => (isSpent() ? [] : neighbours(found, known, node)));
    if (!isSpent()) found.depth += 1;
    report(found);
  }
  const random = randomFrom(budget.seed);
  for (let walk = 0; walk < budget.walks && found.faults.length < mostFaults; walk += 1) {
    let node: Node = { world: start, path: [] };
    for (let length = 0; length < budget.walkLength && found.faults.length < mostFaults; length += 1) {
      node = take(found, node, moves[Math.floor(random() * moves.length)]!);
      visit(found, known, node);
    }
    report(found);
  }
  return found;
}

/** New states one move away. */
const neighbours = (found: Exploration, known: Known, node: Node): Node[] =>
  moves.map((move) => take(found, node, move)).filter((reached) => visit(found, known, reached));

function take(found: Exploration, { world, path }: Node, move: Move): Node {
  const after = fork(world);
  const reached: Node = { world: after, path: [...path, move.name] };
  let steps: readonly Step[] = [];
  try {
    steps = move.make(after);
    for (const what of faultsOf(world, move, after, steps)) found.faults.push({ what, path: reached.path });
  } catch (error) {
    found.faults.push({ what: `the kernel threw: ${String(error)}`, path: reached.path });
  }
  found.transitions += 1;
  for (const { facts } of steps) if (facts.some(({ type }) => type === "fund.released")) found.releases += 1;
  return reached;
}

/** Whether the state is new; then exits are asked for, and a frozen one must be releasable. */
function visit(found: Exploration, known: Known, { world, path }: Node): boolean {
  const key = keyOf(world);
  if (known.states.has(key)) return false;
  known.states.add(key);
  found.states = known.states.size;
  const { governance } = fundOf(world);
  for (const setter of Object.values(governance.policy?.mandate.setBy ?? {})) {
    const name = setter.replace(/ D\d+-\d+$/, "");
    found.seen.set(name, (found.seen.get(name) ?? 0) + 1);
  }
  for (const what of faultsOfExits(world)) found.faults.push({ what, path });
  found.exitsAsked += 1;
  if (governance.freeze === undefined) return true;
  found.frozenStates += 1;
  const signature = freezeKey(world);
  if (known.freezes.has(signature)) return true;
  known.freezes.add(signature);
  for (const what of faultsOfRecovery(world)) found.faults.push({ what, path });
  found.recoveries += 1;
  return true;
}

function freezeKey(world: World): string {
  const { freeze, stage, brake, seatsOff, ess } = fundOf(world).governance;
  if (freeze === undefined) return "-";
  const timer = freeze.timerEndsAt === undefined ? "never" : world.state.at < freeze.timerEndsAt ? "runs" : "ran";
  const review = freeze.reviewGivenBy !== undefined ? "given" : freeze.requiresReview ? "needed" : "none";
  const people = `${stage.current} ${brake?.by ?? "-"} ${[...seatsOff].toSorted().join()}`;
  return `${freeze.causes.toSorted().join()} ${timer} ${review} ${people} ${ess.state}`;
}

/** Everything that decides authority, and nothing else. */
function keyOf(world: World): string {
  const fund = fundOf(world);
  const { governance } = fund;
  const { policy, operator, flags, cleanDaysSinceRelease, supervisor, ess, stage, lastPerformance } = governance;
  const mode = operator.modeHolds.map(
    ({ stance, endsAt }) => `${stance.decision.payload.mode}${endsAt === undefined ? "" : "~"}`,
  );
  const beyond = Object.entries(supervisor.beyond)
    .filter(([, is]) => is)
    .map(([name]) => name);
  return JSON.stringify([
    envelopeIn(world),
    policy?.modes,
    policy?.exitMode,
    policy?.stopLossMultiplier,
    freezeKey(world),
    beyond,
    ess.state,
    ess.level,
    ess.trip?.evaluator,
    mode,
    operator.modeGrant?.stance.decision.payload.mode,
    operator.riskHold?.limits,
    operator.riskGrant !== undefined,
    stage.keptEnvelope !== undefined,
    flags,
    cleanDaysSinceRelease,
    bucketOf(lastPerformance?.drawdown ?? 0),
    bucketOf(lastPerformance?.maxDrawdown ?? 0),
    lastPerformance?.consecutiveLosses,
    fund.trading.positions[0]?.exitReason,
    fund.trading.positions[0] === undefined,
  ]);
}

/** Drawdowns between two thresholds of any seat are alike. */
const lines = [0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.2];
const bucketOf = (drawdown: number): number => lines.filter((line) => drawdown >= line).length;

/** The fewest moves that still lead to the fault: each one that is not needed is left out. */
export function shorten(start: World, { what, path }: Fault): Fault {
  let short = path;
  for (let index = short.length - 2; index >= 0; index -= 1) {
    const without = short.toSpliced(index, 1);
    if (leadsTo(start, without, what)) short = without;
  }
  return { what, path: short };
}

function leadsTo(start: World, path: readonly string[], what: string): boolean {
  let world = start;
  for (const [index, name] of path.entries()) {
    const move = moves.find((each) => each.name === name);
    if (move === undefined) return false;
    const after = fork(world);
    const steps = move.make(after);
    if (index === path.length - 1) return faultsOf(world, move, after, steps).includes(what);
    world = after;
  }
  return false;
}

/** A small generator with a seed (xorshift32), so that a walk that fails can be walked again. */
function randomFrom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
