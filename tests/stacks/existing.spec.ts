import { expect } from "chai";
import { stackFileText, type TemporaryProject, temporaryProject } from "../support/project.ts";

const ZONE_ID = "0123456789abcdef0123456789abcdef";
const NETWORK_ID = "projects/shared-prod/global/networks/shared";

const SUBNETWORK = `
        subnetwork:
          name: shop
          podsRange: pods
          servicesRange: services
          nodesCidr: 10.100.0.0/20
          podsCidr: 10.104.0.0/15
          servicesCidr: 10.100.16.0/20`;

const network = (more = "") => `
    existing:
      network:
        id: ${NETWORK_ID}${more}`;
const CLUSTER = `
        cluster:
          name: shared
          location: us-central1`;

interface PlannedNode {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly read: string | null;
  readonly inputs: Readonly<Record<string, unknown>>;
}

describe("a stack on existing infrastructure", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  async function plan(stack: string, ...changes: (readonly [from: string | RegExp, to: string])[]) {
    const content = changes.reduce((text, [from, to]) => {
      const changed = text.replace(from, to);
      expect(changed, `${from} is there`).not.to.equal(text);
      return changed;
    }, stackFileText(stack));
    project = temporaryProject({ [`stacks/Pulumi.${stack}.yaml`]: content });
    const { code, out, error } = await project.run("plan", stack, "--json");
    const nodes = code === 0 ? (JSON.parse(out) as { nodes: PlannedNode[] }).nodes : [];
    const check = code === 0 ? await project.run("check", stack) : { out: "" };
    return { code, error, nodes, checked: check.out };
  }

  /** Adds to the settings of the project, the region and the zone. */
  const google = (added: string) => [/( {4}projectNumber: .*)/, `$1${added}`] as const;
  const region = (added: string) => [/( {4}us-central1:)/, `$1\n      existing:${added}`] as const;
  const noNodes = [/ {6}nodes:\n( {8}.*\n)+/, ""] as const;
  const zone = [/( {4}plan: pro)/, `$1\n    zoneId: ${ZONE_ID}`] as const;

  const made = (nodes: readonly PlannedNode[]) => nodes.map(({ type, name }) => `${type} ${name}`);

  it("reads a network, subnet, cluster and zone, and makes what lies in them", async () => {
    const { code, error, nodes, checked } = await plan(
      "howlerops-prod",
      google(network()),
      noNodes,
      region(`${SUBNETWORK}${CLUSTER}`),
      zone,
    );
    expect({ code, error }).to.deep.equal({ code: 0, error: "" });
    const names = made(nodes);
    for (const gone of [
      "KeyRing cluster-keys",
      "NodePool cluster-general",
      "RouterNat network",
      "Firewall",
    ]) {
      expect(
        names.filter((each) => each.includes(gone)),
        gone,
      ).to.deep.equal([]);
    }
    expect(names).to.include.members([
      "gcp:compute/network:Network network-vpc",
      "gcp:container/cluster:Cluster cluster-gke",
      "cloudflare:index/zone:Zone edge-domain",
      "kubernetes:apps/v1:Deployment backend",
      "cloudflare:index/zoneSetting:ZoneSetting edge-ssl",
    ]);
    expect(checked).to.contain("0 errors");
    const read = nodes.filter((node) => node.read !== null).map(({ name, read: id }) => `${name} ${id}`);
    expect(read).to.include.members([
      `network-vpc ${NETWORK_ID}`,
      "cluster-gke projects/howlerops-prod/locations/us-central1/clusters/shared",
      `edge-domain ${ZONE_ID}`,
    ]);
    expect((await project?.run("plan", "howlerops-prod"))?.out).to.match(
      /\n {2}4 existing +Network, Subnetwork, Cluster, Zone \(read-only\)\n/,
    );
  });

  it("knows the ids of what lies in a zone that exists, to import it", async () => {
    await plan("howlerops-prod", zone);
    const { out } = (await project?.run("import-plan", "howlerops-prod", "--only", "cloudflare:*")) ?? {};
    expect(out).to.contain(`edge-ssl                       ${ZONE_ID}/ssl`);
    expect(out).to.match(/read-only, nothing to import\n {4}cloudflare Zone {2}edge-domain\n/);
  });

  it("adds a pool of its own to a cluster that exists, where it asks for nodes", async () => {
    const { nodes } = await plan("howlerops-prod", google(network()), region(`${SUBNETWORK}${CLUSTER}`));
    expect(made(nodes)).to.include("gcp:container/nodePool:NodePool cluster-general");
  });

  it("makes a subnet of its own in a network that exists", async () => {
    const { nodes } = await plan("howlerops-prod", google(network()));
    const subnet = nodes.find(({ name }) => name === "network-subnet-us-central1");
    expect(subnet?.inputs["ipCidrRange"]).to.be.a("string");
    expect(made(nodes)).to.include("gcp:container/nodePool:NodePool cluster-general");
  });

  it("takes managed services' range from a network that exists, and says when it lacks one", async () => {
    const range = `
        privateServices:
          rangeName: managed
          cidr: 10.200.0.0/16`;
    expect((await plan("nextjs-prod", google(network(range)))).code).to.equal(0);
    project?.remove();
    const { code, error } = await plan("nextjs-prod", google(network()));
    expect(code).to.equal(2);
    expect(error).to.contain("google.existing.network.privateServices names one");
  });

  it("refuses a cluster without its subnet, and no nodes without a cluster", async () => {
    const lone = await plan("howlerops-prod", google(network()), region(CLUSTER));
    expect(lone.code).to.equal(2);
    expect(lone.error).to.match(
      /:\d+ {2}strata:regions\.us-central1\.existing\.cluster {2}an existing cluster needs its existing subnet: add existing\.subnetwork/,
    );
    project?.remove();
    const adrift = await plan("howlerops-prod", region(SUBNETWORK));
    expect(adrift.error).to.contain(
      "strata:regions  an existing subnet lies in an existing network: add google.existing.network",
    );
    project?.remove();
    const bare = await plan("howlerops-prod", [noNodes[0], "      existing: {}\n"]);
    expect(bare.error).to.contain(
      "strata:regions.us-central1.nodes  missing; expected settings machineType, min, max, unless existing.cluster brings nodes",
    );
  });
});
