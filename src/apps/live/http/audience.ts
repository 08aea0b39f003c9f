/**
 * Those who read the event stream now: a bounded number, each with a bounded buffer.
 *
 * A reader that takes nothing in is dropped rather than buffered for without end; it reconnects and begins anew.
 */
import type { Writable } from "node:stream";

export type AudienceSettings = {
  readonly maxReaders: number;
  readonly maxBufferedBytes: number;
};

export type Audience = {
  readonly size: () => number;
  readonly hasRoom: () => boolean;
  /** Greets the reader and keeps it until it leaves. False when there is no room. */
  readonly admit: (reader: Writable, greeting: string) => boolean;
  readonly tell: (text: string) => void;
  readonly dismiss: (farewell: string) => void;
};

export function createAudience(settings: AudienceSettings, onDrop: () => void): Audience {
  const readers = new Set<Writable>();
  const hasRoom = () => readers.size < settings.maxReaders;

  const admit: Audience["admit"] = (reader, greeting) => {
    if (!hasRoom()) return false;
    readers.add(reader);
    reader.on("close", () => readers.delete(reader));
    reader.on("error", () => readers.delete(reader));
    reader.write(greeting);
    return true;
  };

  const tell: Audience["tell"] = (text) => {
    for (const reader of readers) {
      if (reader.writableLength <= settings.maxBufferedBytes) reader.write(text);
      else {
        readers.delete(reader);
        reader.destroy();
        onDrop();
      }
    }
  };

  const dismiss: Audience["dismiss"] = (farewell) => {
    for (const reader of readers) reader.end(farewell);
    readers.clear();
  };

  return { size: () => readers.size, hasRoom, admit, tell, dismiss };
}
