import { BlockList, isIPv4, isIPv6 } from "node:net";
import { addressNumber } from "../../addresses/number.ts";
import { ExpressionError } from "./syntax.ts";

export function checkAddress(address: string): string {
  if (!isIPv4(address) && !isIPv6(address)) {
    throw new ExpressionError(`"${address}" is not an IP address`);
  }
  return address;
}

/** Refuses a CIDR block whose address or length is wrong, or that has bits set beyond its length. */
export function checkBlock(block: string): string {
  const [address = "", length = "", ...rest] = block.split("/");
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
  if (bits === 0 || rest.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > bits) {
    throw new ExpressionError(`"${block}" is not a CIDR block such as 192.0.2.0/24 or 2001:db8::/32`);
  }
  const value = addressNumber(address);
  const host = BigInt(bits - Number(length));
  if ((value >> host) << host !== value) {
    throw new ExpressionError(`"${block}" has bits set after its first ${length}`);
  }
  return block;
}

/** Whether two strings are the same address, in any notation. */
export function sameAddress(left: string, right: string): boolean {
  return isIPv4(left) === isIPv4(right) && addressNumber(left) === addressNumber(right);
}

export function inBlock(address: string, block: string): boolean {
  const [base = "", length = ""] = block.split("/");
  const list = new BlockList();
  list.addSubnet(base, Number(length), isIPv4(base) ? "ipv4" : "ipv6");
  return isIPv4(base) === isIPv4(address) && list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

export function inAddressRange(address: string, from: string, to: string): boolean {
  const value = addressNumber(address);
  return isIPv4(from) === isIPv4(address) && addressNumber(from) <= value && value <= addressNumber(to);
}
