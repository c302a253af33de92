import { UNKNOWN } from "#graph/model";
import { danglingLink } from "#policies/topology/dangling-link";
import { describeRule } from "../support/rules.ts";
import { idOf, published } from "../support/topology.ts";

const API = published("api", { endpoints: [idOf("api", "http")] });
const [WEB, ...INSIDE] = published("web", { links: [idOf("api", "http")] });

describeRule(danglingLink, {
  passes: {
    "a link to what is published": [...API, ...published("web", { links: [idOf("api", "http")] })],
    "a link into another stack": published("web", { links: ["urn:pulumi:data::shop::a:b:C::api#http"] }),
  },
  fails: {
    "a link to a role that nobody publishes": {
      stack: [...API, ...published("web", { links: [idOf("api", "grpc")] })],
      findings: ['the link to "api" leads nowhere: WebService "api" publishes no endpoint "grpc" [links[0]]'],
    },
    "a link to nothing": {
      stack: published("web", { links: [idOf("api", "http")] }),
      findings: [
        'the link to "api" leads nowhere: there is no urn:pulumi:test::strata::strata:workload:WebService::api [links[0]]',
      ],
    },
  },
  unknown: {
    "a link whose end is not known": {
      stack: WEB ? [{ ...WEB, published: { links: [{ from: WEB.urn, to: UNKNOWN }] } }, ...INSIDE] : [],
      at: ["links[0].to"],
    },
  },
});
