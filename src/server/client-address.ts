import { BlockList, isIP } from "node:net";

/** An address, or a network such as 10.0.0.0/8. */
export function readNetwork(text: string): ((list: BlockList) => void) | undefined {
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return undefined;
  const family = version === 4 ? "ipv4" : "ipv6";
  if (bits === undefined) return (list) => list.addAddress(address, family);
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  return (list) => list.addSubnet(address, Number(bits), family);
}

/**
 * Where a request comes from. A proxy on this machine, or one that is named as trusted, tells it by the last entry of
 * X-Forwarded-For, which it has written itself; what anybody else writes there is not read.
 */
export function clientAddress(
  trusted: readonly string[],
): (peer: string | undefined, forwardedFor: string | null) => string | undefined {
  const proxies = new BlockList();
  for (const network of ["127.0.0.0/8", "::1", ...trusted]) readNetwork(network)?.(proxies);
  const isProxy = (address: string): boolean =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
  return (peer, forwardedFor) => {
    if (peer === undefined) return undefined;
    const own = peer.replace(/^::ffff:/, "");
    if (forwardedFor === null || !isProxy(own)) return own;
    const last = forwardedFor.split(",").at(-1)?.trim() ?? "";
    return isIP(last) === 0 ? own : last;
  };
}
