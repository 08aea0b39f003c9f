/** Work that can be done in parts: a generator yields where its caller may let others work, and returns the answer. */

/** Does all of it now. */
export function inOneGo<Answer>(parts: Generator<void, Answer>): Answer {
  let part = parts.next();
  while (part.done !== true) part = parts.next();
  return part.value;
}
