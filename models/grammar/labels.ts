import { dnsSubdomain } from "./names.ts";

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** What is allowed in place of the key of a Kubernetes label or annotation; undefined if it is valid. */
export function labelKey(key: string): string | undefined {
  const [name = "", prefix, ...more] = key.split("/").reverse();
  const valid = NAME.test(name) && more.length === 0 && (prefix === undefined || !dnsSubdomain(prefix));
  return valid
    ? undefined
    : "keys of up to 63 letters, digits, -, _ and ., with a DNS name and a slash before them if they have a prefix";
}

/** What is allowed in place of the value of a Kubernetes label; undefined if it is valid. */
export function labelValue(value: string): string | undefined {
  return value === "" || NAME.test(value)
    ? undefined
    : "values of up to 63 letters, digits, -, _ and ., from a letter or digit to a letter or digit";
}
