import { isIPv4 } from "node:net";

/** The value of an address of either version, in any notation; meaningless for a text that is none. */
export function addressNumber(address: string): bigint {
  if (isIPv4(address)) {
    return BigInt(address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0));
  }
  // An IPv4 tail (::ffff:192.0.2.1) is two groups.
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(":"),
  );
  const [head = "", tail] = plain.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const before = groups(head);
  const after = groups(tail ?? "");
  const zeros = new Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...(tail === undefined ? [] : zeros), ...after].reduce(
    (sum, group) => sum * 65536n + BigInt(`0x${group}`),
    0n,
  );
}
