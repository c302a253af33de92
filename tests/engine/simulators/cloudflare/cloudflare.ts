import { factsOf } from "#models/provider-facts/facts";
import { ProviderError } from "../../provider/failure.ts";
import type { Behaviour } from "../kind.ts";
import { blank, openOutputs } from "../rules/outputs.ts";
import type { PackageShapes } from "../sdk/shapes.ts";
import { computedOf } from "./computed.ts";
import { hasOwnId, identify, locate } from "./identity.ts";
import { accept } from "./refusals.ts";

const ZONE = "cloudflare:index/zone:Zone";

/** What Cloudflare does, as far as programs of this project meet it. */
export function cloudflare({ resources }: PackageShapes): Behaviour {
  return {
    readsBack: false,
    identify: (wish, context) => identify(wish, context),
    locate,
    compute: (wish, identity, context, before) => {
      const facts = factsOf(wish.type);
      const open = facts ? openOutputs(wish.inputs, context.shape, facts) : [];
      const blanks = open.map((name) => [name, blank(context.shape.outputs[name]?.shape ?? "any")]);
      return { ...Object.fromEntries(blanks), ...computedOf({ ...wish, ...identity }, open, before) };
    },
    references: ({ inputs }) => (inputs["zoneId"] ? [String(inputs["zoneId"])] : []),
    accept,
    // A setting is not created but set.
    upserts: ({ type }) => {
      const shape = resources[type];
      return shape !== undefined && type !== ZONE && !hasOwnId(shape);
    },
    remembersUnfinished: () => false,
    release: ({ type, key }, { cloud }) => {
      if (type === ZONE) {
        for (const other of cloud.all().filter(({ inputs }) => inputs["zoneId"] === key)) {
          cloud.remove(other.type, other.key);
        }
      }
      return factsOf(type)?.delete === "no-op" ? "keep" : "remove";
    },
    invoke: (token) => {
      if (token !== "cloudflare:index/getIpRanges:getIpRanges") {
        throw new ProviderError("unimplemented", `the simulated Cloudflare does not answer ${token}`);
      }
      return {
        id: "ip-ranges",
        etag: "38f79d050aa027e3be3865e495dcc9bc",
        ipv4Cidrs: ["173.245.48.0/20", "103.21.244.0/22"],
        ipv6Cidrs: ["2400:cb00::/32"],
        jdcloudCidrs: [],
      };
    },
    missing: (_wish, key) =>
      new ProviderError(
        "notFound",
        `404 Not Found {"success":false,"errors":[{"code":7003,"message":"Could not route to /zones/${key}, perhaps your object identifier is invalid?"}]}`,
      ),
  };
}
