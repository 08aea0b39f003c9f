/** Asks for the port before anything is written, so that a taken one leaves no half-made fund behind. */
import { createServer } from "node:net";
import { FundError } from "../../ports/errors.ts";

export function assertPortIsFree(host: string, port: number): Promise<void> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", (cause) => {
      reject(new FundError("PORT_IN_USE", `port ${port} on ${host} is in use; choose another with --port`, { cause }));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
