/** Quantities of resources, in Kubernetes' grammar. Source: k8s.io/apimachinery v0.36, pkg/api/resource. */

const QUANTITY = /^([0-9]+\.?[0-9]*|\.[0-9]+)(?:([num]|[kMGTPE]|[KMGTPE]i)|[eE]([+-]?[0-9]+))?$/;

/** Exponents of 10 or, for two letters, of 2. */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity stands for: `100m` is 0.1, `2Ki` is 2048; undefined if it is invalid or negative. */
export function quantityOf(text: string): number | undefined {
  const [, amount, suffix, exponent] = QUANTITY.exec(text) ?? [];
  if (amount === undefined) {
    return undefined;
  }
  const factor = suffix === undefined ? 10 ** Number(exponent ?? 0) : FACTORS[suffix];
  if (factor === undefined) {
    return undefined;
  }
  // Division keeps decimal fractions exact: 100 / 1000 is 0.1.
  return factor < 1 ? Number(amount) / Math.round(1 / factor) : Number(amount) * factor;
}

/** What is allowed in place of a quantity; undefined if it is valid. */
export function quantity(text: string): string | undefined {
  return quantityOf(text) === undefined ? 'quantities such as "30", "500m" or "2Ki"' : undefined;
}

/** What is allowed in place of a quantity of CPU, of a thousandth of a core at least; undefined if it is valid. */
export function cpuQuantity(text: string): string | undefined {
  const cores = quantityOf(text);
  return cores !== undefined && cores >= 0.001 && !text.endsWith("i")
    ? undefined
    : 'a CPU quantity such as "100m" or "1.5"';
}

/** What is allowed in place of a quantity of bytes, of one byte at least; undefined if it is valid. */
export function byteQuantity(text: string): string | undefined {
  // "100m" of memory is a tenth of a byte: Kubernetes takes it, and no container starts.
  return (quantityOf(text) ?? 0) >= 1 ? undefined : 'a quantity of bytes such as "256Mi"';
}
