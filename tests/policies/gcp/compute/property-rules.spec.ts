import { expect } from "chai";
import { UNKNOWN, type Value } from "#graph/model";
import { COMPUTE_PROPERTY_RULES } from "#policies/gcp/compute/property-rules";
import { resource } from "../../support/nodes.ts";
import { at, describeTable } from "../../support/property-rules.ts";
import { outcome } from "../../support/rules.ts";

const metadata = (name: string, value: Value) => ({ metadata: { [name]: value } });
const shielded = (name: string, value: Value) => at(`shieldedInstanceConfig.${name}`, value);
const reached = (accessConfigs: Value) => ({ networkInterfaces: [{ network: "shop", accessConfigs }] });

describe("rules over one property of machines and projects", () => {
  describeTable(COMPUTE_PROPERTY_RULES, {
    "gcp-machine-public-address": {
      passes: [reached([]), { networkInterfaces: [{ subnetwork: "shop" }] }, {}],
      fails: [
        [
          reached([{}]),
          "the machine has a public address (accessConfigs is set; allowed: none) [networkInterfaces[0].accessConfigs]",
        ],
        [
          { networkInterfaces: [{}, { ipv6AccessConfigs: [{ networkTier: "PREMIUM" }] }] },
          "the machine has a public address (ipv6AccessConfigs is set; allowed: none) [networkInterfaces[1].ipv6AccessConfigs]",
        ],
      ],
      unknown: [reached(UNKNOWN), "networkInterfaces[0].accessConfigs"],
    },
    "gcp-machine-ip-forwarding": {
      passes: [{}, { canIpForward: false }],
      fails: [
        [
          { canIpForward: true },
          "the machine forwards packets (canIpForward is true; allowed: anything but true) [canIpForward]",
        ],
      ],
      unknown: [{ canIpForward: UNKNOWN }, "canIpForward"],
    },
    "gcp-machine-serial-port": {
      passes: [{}, metadata("serial-port-enable", "FALSE")],
      fails: [
        [
          metadata("serial-port-enable", "TRUE"),
          "the serial console is open (serial-port-enable is TRUE; allowed: anything but true, 1) [metadata.serial-port-enable]",
        ],
        [
          metadata("serial-port-enable", "1"),
          "the serial console is open (serial-port-enable is 1; allowed: anything but true, 1) [metadata.serial-port-enable]",
        ],
      ],
      unknown: [metadata("serial-port-enable", UNKNOWN), "metadata.serial-port-enable"],
    },
    "gcp-machine-ssh-keys": {
      passes: [metadata("block-project-ssh-keys", "true"), metadata("enable-oslogin", "TRUE")],
      fails: [
        [
          {},
          "SSH keys of the project open the machine (block-project-ssh-keys is not set; allowed: true, 1) [metadata.block-project-ssh-keys]",
        ],
      ],
      unknown: [metadata("block-project-ssh-keys", UNKNOWN), "metadata.block-project-ssh-keys"],
    },
    "gcp-machine-os-login": {
      passes: [{}, metadata("enable-oslogin", "TRUE")],
      fails: [
        [
          metadata("enable-oslogin", "FALSE"),
          "OS Login is off (enable-oslogin is FALSE; allowed: anything but false, 0) [metadata.enable-oslogin]",
        ],
      ],
      unknown: [metadata("enable-oslogin", UNKNOWN), "metadata.enable-oslogin"],
    },
    "gcp-project-os-login": {
      passes: [metadata("enable-oslogin", "TRUE")],
      fails: [
        [
          { metadata: {} },
          "machines of the project do not ask for OS Login (enable-oslogin is not set; allowed: true, 1) [metadata.enable-oslogin]",
        ],
      ],
      unknown: [{ metadata: UNKNOWN }, "metadata.enable-oslogin"],
    },
    "gcp-machine-secure-boot": {
      passes: [shielded("enableSecureBoot", true)],
      fails: [
        [
          {},
          "the machine boots anything (enableSecureBoot is not set, which means false; allowed: true) [shieldedInstanceConfig.enableSecureBoot]",
        ],
      ],
      unknown: [shielded("enableSecureBoot", UNKNOWN), "shieldedInstanceConfig.enableSecureBoot"],
    },
    "gcp-machine-boot-measured": {
      passes: [{}, shielded("enableVtpm", true)],
      fails: [
        [
          shielded("enableVtpm", false),
          "what the machine boots is not measured (enableVtpm is false; allowed: anything but false) [shieldedInstanceConfig.enableVtpm]",
        ],
        [
          shielded("enableIntegrityMonitoring", false),
          "what the machine boots is not measured (enableIntegrityMonitoring is false; allowed: anything but false) [shieldedInstanceConfig.enableIntegrityMonitoring]",
        ],
      ],
      unknown: [shielded("enableVtpm", UNKNOWN), "shieldedInstanceConfig.enableVtpm"],
    },
    "gcp-automatic-subnetworks": {
      passes: [{ autoCreateSubnetworks: false }],
      fails: [
        [
          {},
          "the network gets a subnetwork in every region (autoCreateSubnetworks is not set, which means true; allowed: false) [autoCreateSubnetworks]",
        ],
      ],
      unknown: [{ autoCreateSubnetworks: UNKNOWN }, "autoCreateSubnetworks"],
    },
    "gcp-default-network": {
      passes: [{ autoCreateNetwork: false }],
      fails: [
        [
          { autoCreateNetwork: true },
          "the project gets the default network (autoCreateNetwork is true; allowed: false) [autoCreateNetwork]",
        ],
      ],
      unknown: [{ autoCreateNetwork: UNKNOWN }, "autoCreateNetwork"],
    },
    "gcp-default-network-use": {
      passes: [{ networkInterfaces: [{ network: "shop" }] }],
      fails: [
        [
          { networkInterfaces: [{ network: "default" }] },
          "it is placed in the default network (network is default; allowed: anything but default) [networkInterfaces[0].network]",
        ],
        ...["gcp:container/cluster:Cluster", "gcp:vpcaccess/connector:Connector"].map(
          (type) =>
            [
              { network: "default" },
              "it is placed in the default network (network is default; allowed: anything but default) [network]",
              type,
            ] as const,
        ),
        [
          at("clusterConfig.gceClusterConfig.network", "default"),
          "it is placed in the default network (network is default; allowed: anything but default) [clusterConfig.gceClusterConfig.network]",
          "gcp:dataproc/cluster:Cluster",
        ],
      ],
      unknown: [{ networkInterfaces: [{ network: UNKNOWN }] }, "networkInterfaces[0].network"],
    },
  });

  it("I27 accepts a network that another resource is, before its name is known", () => {
    const rule = COMPUTE_PROPERTY_RULES.find(({ id }) => id === "gcp-default-network-use");
    const network = resource("gcp:compute/network:Network", { autoCreateSubnetworks: false });
    const cluster = (uses: Readonly<Record<string, typeof network>>) =>
      resource("gcp:container/cluster:Cluster", { network: UNKNOWN }, { uses });
    if (!rule) {
      throw new Error("the rule is gone");
    }
    expect(outcome(rule, [network, cluster({ network })])).to.deep.equal({ findings: [], unknown: [] });
    expect(outcome(rule, [network, cluster({})]).unknown).to.deep.equal(["network"]);
  });

  for (const type of [
    "gcp:compute/instance:Instance",
    "gcp:compute/instanceFromMachineImage:InstanceFromMachineImage",
    "gcp:compute/instanceFromTemplate:InstanceFromTemplate",
    "gcp:compute/instanceTemplate:InstanceTemplate",
    "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate",
  ]) {
    it(`I27 finds what is open in ${type}`, () => {
      const machine = resource(type, {
        canIpForward: true,
        metadata: { "enable-oslogin": "false", "serial-port-enable": "1" },
        networkInterfaces: [{ network: "default", accessConfigs: [{}] }],
        shieldedInstanceConfig: { enableVtpm: false },
      });
      const found = COMPUTE_PROPERTY_RULES.filter((rule) => outcome(rule, [machine]).findings.length > 0);
      expect(found.map(({ id }) => id)).to.deep.equal([
        "gcp-machine-public-address",
        "gcp-machine-ip-forwarding",
        "gcp-machine-serial-port",
        "gcp-machine-ssh-keys",
        "gcp-machine-os-login",
        "gcp-machine-secure-boot",
        "gcp-machine-boot-measured",
        "gcp-default-network-use",
      ]);
    });
  }

  for (const [type, inputs] of Object.entries({
    "gcp:container/cluster:Cluster": { network: "default" },
    "gcp:dataproc/cluster:Cluster": at("clusterConfig.gceClusterConfig.network", "default"),
    "gcp:vpcaccess/connector:Connector": { network: "default" },
  })) {
    it(`I27 finds the default network of ${type}`, () => {
      const found = COMPUTE_PROPERTY_RULES.flatMap(
        (rule) => outcome(rule, [resource(type, inputs)]).findings,
      );
      expect(found).to.have.length(1);
    });
  }
});
