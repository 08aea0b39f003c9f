/**
 * Remembers the answers of a pure function of two numbers: what is asked again is not counted again.
 *
 * Answers do not depend on what is remembered, so this is no state of the fund. It forgets all when it is full.
 */

const mostAnswers = 1_000;

/** @param of gives the same answer for the same numbers, and nobody changes an answer */
export function remember<Answer>(of: (first: number, second: number) => Answer): typeof of {
  const known = new Map<number, Map<number, Answer>>();
  let size = 0;
  return (first, second) => {
    const answers = known.get(first) ?? new Map<number, Answer>();
    const before = answers.get(second);
    if (before !== undefined) return before;
    if (size >= mostAnswers) {
      known.clear();
      size = 0;
    }
    const answer = of(first, second);
    known.set(first, answers.set(second, answer));
    size += 1;
    return answer;
  };
}
