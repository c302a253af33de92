import { expect } from "chai";
import { UNKNOWN, type Value } from "#graph/model";
import { SERVICE_PROPERTY_RULES } from "#policies/gcp/services/property-rules";
import { resource } from "../../support/nodes.ts";
import { at, describeTable } from "../../support/property-rules.ts";
import { outcome } from "../../support/rules.ts";

const keySpecs = (...algorithms: readonly Value[]) =>
  at(
    "dnssecConfig.defaultKeySpecs",
    algorithms.map((algorithm) => ({ algorithm })),
  );

describe("rules over one property of Google's services", () => {
  describeTable(SERVICE_PROPERTY_RULES, {
    "gcp-dnssec": {
      passes: [at("dnssecConfig.state", "on"), { visibility: "private" }],
      fails: [
        [
          { dnsName: "example.com." },
          "answers of the zone are not signed (state is not set, which means off; allowed: on) [dnssecConfig.state]",
        ],
      ],
      unknown: [at("dnssecConfig.state", UNKNOWN), "dnssecConfig.state"],
    },
    "gcp-dnssec-algorithm": {
      passes: [keySpecs("ecdsap256sha256"), {}],
      fails: [
        [
          keySpecs("rsasha256", "rsasha1"),
          "the zone is signed with a broken algorithm (algorithm is rsasha1; allowed: anything but rsasha1) [dnssecConfig.defaultKeySpecs[1].algorithm]",
        ],
      ],
      unknown: [keySpecs(UNKNOWN), "dnssecConfig.defaultKeySpecs[0].algorithm"],
    },
    "gcp-private-service-machines": {
      type: "gcp:dataproc/cluster:Cluster",
      passes: [at("clusterConfig.gceClusterConfig.internalIpOnly", true)],
      fails: [
        [
          {},
          "its machines have public addresses (internalIpOnly is not set, which means false; allowed: true) [clusterConfig.gceClusterConfig.internalIpOnly]",
        ],
      ],
      unknown: [
        at("clusterConfig.gceClusterConfig.internalIpOnly", UNKNOWN),
        "clusterConfig.gceClusterConfig.internalIpOnly",
      ],
    },
    "gcp-private-dataflow": {
      passes: [{ ipConfiguration: "WORKER_IP_PRIVATE" }],
      fails: [
        [
          {},
          "its workers have public addresses (ipConfiguration is not set, which means WORKER_IP_PUBLIC; allowed: WORKER_IP_PRIVATE) [ipConfiguration]",
        ],
      ],
      unknown: [{ ipConfiguration: UNKNOWN }, "ipConfiguration"],
    },
    "gcp-alloydb-public-address": {
      passes: [{}, at("networkConfig.enablePublicIp", false)],
      fails: [
        [
          at("networkConfig.enablePublicIp", true),
          "the database has a public address (enablePublicIp is true; allowed: anything but true) [networkConfig.enablePublicIp]",
        ],
      ],
      unknown: [at("networkConfig.enablePublicIp", UNKNOWN), "networkConfig.enablePublicIp"],
    },
    "gcp-function-ingress": {
      type: "gcp:cloudfunctions/function:Function",
      passes: [{ triggerHttp: true, ingressSettings: "ALLOW_INTERNAL_AND_GCLB" }, { eventTrigger: {} }],
      fails: [
        [
          { triggerHttp: true },
          "the function's own address is reached from the internet (ingressSettings is not set, which means ALLOW_ALL; allowed: ALLOW_INTERNAL_ONLY, ALLOW_INTERNAL_AND_GCLB) [ingressSettings]",
        ],
      ],
      unknown: [{ triggerHttp: true, ingressSettings: UNKNOWN }, "ingressSettings"],
    },
    "gcp-function-https": {
      passes: [{ triggerHttp: true, httpsTriggerSecurityLevel: "SECURE_ALWAYS" }, { eventTrigger: {} }],
      fails: [
        [
          { triggerHttp: true },
          "the function answers plain HTTP (httpsTriggerSecurityLevel is not set, which means SECURE_OPTIONAL; allowed: SECURE_ALWAYS) [httpsTriggerSecurityLevel]",
        ],
      ],
      unknown: [{ triggerHttp: true, httpsTriggerSecurityLevel: UNKNOWN }, "httpsTriggerSecurityLevel"],
    },
  });

  for (const [type, inputs] of Object.entries({
    "gcp:cloudbuild/workerPool:WorkerPool": at("workerConfig.noExternalIp", false),
    "gcp:datafusion/instance:Instance": { privateInstance: false },
    "gcp:notebooks/instance:Instance": { noPublicIp: false },
    "gcp:workbench/instance:Instance": at("gceSetup.disablePublicIp", false),
  })) {
    it(`I27 finds public addresses of ${type}`, () => {
      const rule = SERVICE_PROPERTY_RULES.find(({ id }) => id === "gcp-private-service-machines");
      expect(rule && outcome(rule, [resource(type, inputs)]).findings[0]).to.match(
        /^its machines have public addresses \(\w+ is false; allowed: true\)/,
      );
    });
  }
});
