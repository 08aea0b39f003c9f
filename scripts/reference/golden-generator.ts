/** The little generator the golden document was made with: its `generator` and `notes` fields, in code. */
import { numbersIn, type Topic } from "./topic.ts";

export type Generator = {
  /** In (0, 1). */
  readonly uniform: () => number;
  /** Standard normal, two uniforms each. */
  readonly normal: () => number;
};

export function generatorOf(seed: number): Generator {
  let state = seed;
  const uniform = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const normal = (): number => {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  };
  return { uniform, normal };
}

const digits = { abs: 1e-14 };

/** The golden series are only as right as the generator. */
export const goldenGenerator: Topic = {
  answers: {
    "golden/first_u": (inputs) => numbersIn(inputs, "section").map(generatorOf(12_345).uniform),
    "golden/first_normals_seed_12345": (inputs) => numbersIn(inputs, "section").map(generatorOf(12_345).normal),
  },
  golden: [
    { kind: "golden/first_u", section: "first_u", tolerance: digits },
    { kind: "golden/first_normals_seed_12345", section: "first_normals_seed_12345", tolerance: digits },
  ],
};
