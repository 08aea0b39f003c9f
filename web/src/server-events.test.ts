/** Events are read whole, however the bytes arrive. */
import { expect, it } from "vitest";
import { readEvents, type ServerEvent, takeEvents } from "./server-events.ts";

const text = 'retry: 1000\n\n: still here\n\nevent: view\ndata: {"a":"ü"}\n\nid: 7\nevent: fact\ndata: {}\n\n';
const whole: ServerEvent[] = [
  { event: "view", data: '{"a":"ü"}' },
  { event: "fact", data: "{}" },
];

it("leaves out heartbeats and settings, and keeps what has not fully arrived", () => {
  expect(takeEvents(text)).toEqual({ events: whole, rest: "" });
  expect(takeEvents("event: view\ndata: {")).toEqual({ events: [], rest: "event: view\ndata: {" });
});

it("reads the same events from single bytes", async () => {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const heard: ServerEvent[] = [];
  await readEvents(body, (event) => heard.push(event));
  expect(heard).toEqual(whole);
});
