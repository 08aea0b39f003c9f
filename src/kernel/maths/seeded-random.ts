/**
 * Random numbers whose whole state is four numbers.
 *
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018),
 * seeded by SplitMix32 (Steele, Lea and Flood, OOPSLA 2014, with the 32-bit finaliser of MurmurHash3). The state is a
 * plain array, so it can be cloned, stored and compared, and a run resumed from it goes on as if never stopped.
 * The words are kept as signed 32-bit integers, which the engine stores without boxing. Not for secrets.
 */
export type RandomState = [number, number, number, number];

const goldenGamma = 0x9e37_79b9;
const twoTo32 = 0x1_0000_0000;

/** The finaliser of MurmurHash3: every bit of `word` reaches every bit of the answer. Signed 32-bit. */
export function mix32(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

/** A generator for `seed`, a whole number of 0 to 2^53 - 1. Neighbouring seeds give unrelated sequences. */
export function seedRandom(seed: number): RandomState {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`expected a seed that is a whole number of 0 to 2^53 - 1, was ${seed}`);
  }
  const random: RandomState = [0, 0, 0, 0];
  reseedRandom(random, seed | 0, Math.floor(seed / twoTo32));
  return random;
}

/**
 * Sets `random` to the start of stream `stream` of `key`, both 32 bits, without allocating. No two pairs share a start;
 * stream 0 is plain SplitMix32 of `key`.
 */
export function reseedRandom(random: RandomState, key: number, stream: number): void {
  const scattered = mix32(stream);
  let word = key ^ scattered;
  for (let i = 0; i < 4; i += 1) {
    word = (word + goldenGamma) | 0;
    random[i] = i < 2 ? mix32(word) : mix32(word) ^ scattered;
  }
}

/** Next 32 random bits as a whole number of 0 to 2^32 - 1. */
export function nextUint32(random: RandomState): number {
  const second = random[1];
  const product = Math.imul(second, 5);
  const answer = Math.imul((product << 7) | (product >>> 25), 9);
  const third = random[2] ^ random[0];
  const fourth = random[3] ^ second;
  random[1] = second ^ third;
  random[0] ^= fourth;
  random[2] = third ^ (second << 9);
  random[3] = (fourth << 11) | (fourth >>> 21);
  return answer >>> 0;
}

/** Uniform above 0 and below 1; never either, so its logarithm is finite. */
export const uniform = (random: RandomState): number => (nextUint32(random) + 0.5) / twoTo32;

/** Standard normal by Marsaglia's polar method. The second value of the pair is dropped, to keep the state plain. */
export function normal(random: RandomState): number {
  for (;;) {
    const x = 2 * uniform(random) - 1;
    const y = 2 * uniform(random) - 1;
    const square = x * x + y * y;
    if (square < 1 && square > 0) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * Student's t with `degrees` degrees of freedom, any number above 0, by Bailey's polar method (R. W. Bailey,
 * "Polar generation of random variates with the t-distribution", Mathematics of Computation 62, 1994).
 */
export function studentT(random: RandomState, degrees: number): number {
  for (;;) {
    const x = 2 * uniform(random) - 1;
    const y = 2 * uniform(random) - 1;
    const square = x * x + y * y;
    if (square < 1 && square > 0) return x * Math.sqrt((degrees * (square ** (-2 / degrees) - 1)) / square);
  }
}

/** Exponential with mean 1. */
export const exponential = (random: RandomState): number => -Math.log(uniform(random));

/** An index of `weights`, as likely as its weight. Weights are 0 or more and not all 0; they need not add up to 1. */
export function pickIndex(random: RandomState, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  if (!(total > 0)) throw new RangeError(`expected weights that add up to more than 0, was ${total}`);
  let left = uniform(random) * total;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
