/** The usual Kubernetes quantities for pods. Source: Kubernetes documentation, resource units. */

const CPU = /^(?:(\d+)m|(\d+(?:\.\d{1,3})?))$/;
const BYTES = /^(\d+)(Ki|Mi|Gi|Ti)$/;
const UNITS: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** Cores of a CPU quantity such as `100m` or `1.5`; undefined if it is invalid. */
export function coresOf(quantity: string): number | undefined {
  const [, milli, cores] = CPU.exec(quantity) ?? [];
  if (milli !== undefined) {
    return Number(milli) / 1000;
  }
  return cores === undefined ? undefined : Number(cores);
}

/** Bytes of a memory or storage quantity such as `256Mi`; undefined if it is invalid. */
export function bytesOf(quantity: string): number | undefined {
  const [, amount, unit = ""] = BYTES.exec(quantity) ?? [];
  const factor = UNITS[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
