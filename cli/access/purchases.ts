import { isRecord, type Node } from "#graph/model";
import { productOf } from "#models/access/products";

/** Something of Cloudflare that costs money, and how it comes about. */
export interface Purchase {
  /** Such as `Pro` or `Load Balancing`. */
  readonly product: string;
  readonly terms: string;
  /** Logical names of the resources that need it. */
  readonly names: readonly string[];
}

const SUBSCRIPTION = "cloudflare:index/zoneSubscription:ZoneSubscription";
const ZONE = "strata:edge:Zone";

/** Paid plans and add-ons that a graph's resources need. */
export function purchasesOf(nodes: readonly Node[]): Purchase[] {
  const all = nodes.flatMap((node) => purchaseOf(node) ?? []);
  return [...Map.groupBy(all, ({ product, terms }) => `${product} ${terms}`).values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, names: group.flatMap(({ names }) => names) }] : [];
  });
}

function purchaseOf({ type, name, inputs }: Node): Purchase | undefined {
  const { plan, subscription, ratePlan } = inputs;
  if (type === SUBSCRIPTION) {
    const product = isRecord(ratePlan) ? planName(ratePlan["id"]) : planName(undefined);
    return {
      product,
      terms: "bought by the first update, needs a payment method of the account",
      names: [name],
    };
  }
  if (type === ZONE && subscription === "existing" && plan !== "free") {
    const terms = "subscribed by you before the first update, which compares it";
    return { product: planName(plan), terms, names: [name] };
  }
  const product = productOf(type);
  return product && { product: product.name, terms: product.terms, names: [name] };
}

function planName(plan: unknown): string {
  const id = typeof plan === "string" ? plan : "unknown";
  return `plan ${id}`;
}
