/**
 * The share of a rate that each of several pods of the ingress controller allows, as the controller computes it: rounded
 * down, a rate below one a second in requests a minute. nginx refuses a share of 0. A text that is no rate is returned
 * as it is. Source: nginx/kubernetes-ingress 5.6.0, internal/configs/ingress.go, scaleRatelimit.
 *
 * @param rate such as `10r/s` or `300r/m`
 */
export function scaledRate(rate: string, pods: number): string {
  const [, number, unit] = /^(\d+)(r\/[sm])$/.exec(rate) ?? [];
  if (number === undefined || unit === undefined) {
    return rate;
  }
  const share = Number(number) / pods;
  return unit === "r/s" && share < 1 ? `${Math.floor(share * 60)}r/m` : `${Math.floor(share)}${unit}`;
}
