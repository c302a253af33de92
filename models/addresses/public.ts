import { BlockList, isIPv4 } from "node:net";
import { NOT_PUBLIC } from "./ranges.ts";

/** IPv6 ranges outside the public internet. Source: IANA IPv6 special-purpose address registry. */
const NOT_PUBLIC_V6 = ["::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8"];

const list = new BlockList();
for (const range of [...NOT_PUBLIC, ...NOT_PUBLIC_V6]) {
  const [address = "", prefix = ""] = range.split("/");
  list.addSubnet(address, Number(prefix), isIPv4(address) ? "ipv4" : "ipv6");
}

/** Whether an address is private, local or reserved; documentation addresses count as public. */
export function isNotPublic(address: string): boolean {
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}
