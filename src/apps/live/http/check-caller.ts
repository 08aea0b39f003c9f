/**
 * Refuses requests that a foreign web page smuggles in through the user's browser.
 *
 * A page that rebinds its own name to 127.0.0.1 still sends its name as Host, so only loopback names and the
 * configured host are answered. Bound to every interface, literal addresses pass too, since rebinding needs a name.
 * Where an Origin is sent, it must be this server itself (resolutions 8).
 */
import { isIP } from "node:net";

const loopback = new Set(["localhost", "127.0.0.1", "::1"]);
const everyInterface = new Set(["0.0.0.0", "::"]);

export type Caller = { readonly host?: string | undefined; readonly origin?: string | undefined };

/** Why the caller is refused, or `undefined`. */
export function refusalOf({ host, origin }: Caller, configuredHost: string): string | undefined {
  const name = hostnameOf(host ?? "");
  if (name === undefined || !isKnown(name, configuredHost.toLowerCase()))
    return `Host: expected localhost, 127.0.0.1, [::1] or ${configuredHost}, was ${JSON.stringify(host ?? "")}`;
  if (origin !== undefined && !isSelf(origin, host ?? ""))
    return `Origin: expected this server's own, was ${JSON.stringify(origin)}`;
  return undefined;
}

const isKnown = (name: string, configuredHost: string): boolean =>
  loopback.has(name) || name === configuredHost || (everyInterface.has(configuredHost) && isIP(name) !== 0);

/** The name before the port, without the brackets of IPv6; undefined when it is not a host at all. */
function hostnameOf(host: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]\\]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  return (bracketed ?? plain)?.toLowerCase();
}

function isSelf(origin: string, host: string): boolean {
  const [, scheme, rest] = /^(https?):\/\/(.+)$/i.exec(origin) ?? [];
  return scheme !== undefined && rest?.toLowerCase() === host.toLowerCase();
}
