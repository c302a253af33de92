import { Firewall } from "@pulumi/gcp/compute/firewall.js";
import { Network } from "@pulumi/gcp/compute/network.js";
import { Router } from "@pulumi/gcp/compute/router.js";
import { RouterNat } from "@pulumi/gcp/compute/routerNat.js";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork.js";
import { Cluster } from "@pulumi/gcp/container/cluster.js";
import { NodePool } from "@pulumi/gcp/container/nodePool.js";
import { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { Secret } from "@pulumi/gcp/secretmanager/secret.js";
import { SecretVersion } from "@pulumi/gcp/secretmanager/secretVersion.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";

interface PlatformArgs {
  readonly version: number;
  readonly encrypted: boolean;
}

/** A component, so that what is interrupted has parents. */
export class Platform extends ComponentResource {
  constructor(name: string, { version, encrypted }: PlatformArgs, opts?: ComponentResourceOptions) {
    super("cloud:platform:Platform", name, {}, opts);
    const parent = { parent: this };
    const network = new Network("network", { name: "main", autoCreateSubnetworks: false }, parent);
    const subnetwork = new Subnetwork(
      "nodes",
      {
        name: "nodes",
        network: network.id,
        region: "us-central1",
        ipCidrRange: version === 1 ? "10.0.0.0/24" : "10.0.0.0/22",
        secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: "10.4.0.0/17" }],
      },
      parent,
    );
    new Firewall(
      "allow-health-checks",
      {
        name: "allow-health-checks",
        network: network.id,
        sourceRanges: ["35.191.0.0/16", "130.211.0.0/22"],
        allows: [{ protocol: "tcp", ports: [String(8080 + version)] }],
      },
      parent,
    );
    const router = new Router(
      "router",
      { name: "router", network: network.id, region: "us-central1" },
      parent,
    );
    new RouterNat(
      "nat",
      {
        name: "nat",
        router: router.name,
        region: "us-central1",
        natIpAllocateOption: "AUTO_ONLY",
        sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
      },
      parent,
    );
    const cluster = new Cluster(
      "cluster",
      {
        name: "cluster",
        location: "us-central1",
        network: network.id,
        subnetwork: subnetwork.id,
        initialNodeCount: 1,
        removeDefaultNodePool: true,
        deletionProtection: false,
      },
      parent,
    );
    new NodePool(
      "pool",
      // A pool's machine type is changed in place; its Spot use replaces it.
      {
        name: `pool-${version}`,
        cluster: cluster.id,
        nodeConfig: { machineType: "e2-medium", spot: version === 3 },
      },
      parent,
    );
    if (encrypted) {
      const ring = new KeyRing("ring", { name: "ring", location: "us-central1" }, parent);
      new CryptoKey("key", { name: "key", keyRing: ring.id }, parent);
    }
    this.registerOutputs();
  }

  /** A secret whose versions have no name but a number. */
  addSecret(name: string, value: Input<string>): void {
    const secret = new Secret(name, { secretId: name, replication: { auto: {} } }, { parent: this });
    new SecretVersion(name, { secret: secret.id, secretData: value }, { parent: this });
  }
}
