/** Server-sent events over fetch: the browser's own EventSource cannot send an access token. */
export type ServerEvent = { readonly event: string; readonly data: string };

/** The whole events in `text`, and what is left of one that has not fully arrived. */
export function takeEvents(text: string): { readonly events: readonly ServerEvent[]; readonly rest: string } {
  const frames = text.split("\n\n");
  const rest = frames.pop() ?? "";
  const events = frames.map(eventOf).filter((each) => each.data !== "");
  return { events, rest };
}

function eventOf(frame: string): ServerEvent {
  const field = (name: string) =>
    frame
      .split("\n")
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join("\n");
  return { event: field("event"), data: field("data") };
}

/** Resolves when the stream ends; throws when the connection is lost. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { events, rest } = takeEvents(text + decoder.decode(value, { stream: true }));
    text = rest;
    events.forEach(onEvent);
  }
}
