import { expect } from "chai";
import type { WebServiceArgs } from "#components/workload/web-service";
import type { Values } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { type Mistake, refusesEach } from "../../../support/refusals.ts";
import {
  asRecord,
  at,
  BACKEND,
  construct,
  containerOf,
  DIGEST,
  listAt,
  podSpecOf,
  specOf,
} from "../fixtures.ts";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";
const PROXY = `registry.example/proxy@${DIGEST}`;
const SMALL = { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } };
const BECAUSE = "the framework reads its configuration from the environment only";
const URL_VARIABLE = { credential: "database", file: "token", because: BECAUSE };

const podOf = async (changes: Partial<WebServiceArgs>) =>
  podSpecOf(await construct(changes), DEPLOYMENT, "backend");
const startingContainers = (pod: Values) => listAt(pod, "initContainers").map(asRecord);

describe("WebService, for applications as they are", () => {
  it("H1 reads a secret into a variable where the program needs it, and states why", async () => {
    const graph = await construct({ secretEnvironment: { DATABASE_TOKEN: URL_VARIABLE } });
    const env = listAt(containerOf(graph, DEPLOYMENT, "backend"), "env").map(asRecord);
    const reference = { name: "backend-database", key: "token" };
    expect(env.at(-1)).to.deep.equal({ name: "DATABASE_TOKEN", valueFrom: { secretKeyRef: reference } });
    const { annotations } = at(specOf(graph, DEPLOYMENT, "backend"), "template", "metadata");
    expect(annotations).to.include({ "secret-environment.strata/DATABASE_TOKEN": BECAUSE });
    const facts = asRecord(nodeNamed(graph, "backend", "strata:workload:WebService").published?.["facts"]);
    expect(facts["optOuts"]).to.deep.equal([
      { argument: "secretEnvironment.DATABASE_TOKEN", value: BECAUSE, default: "a file" },
    ]);
  });

  it("H2 keeps files on a disk that outlives the pods, which one pod at a time has", async () => {
    const volumes = { uploads: { path: "/srv/uploads", sizeGiB: 20 } };
    const graph = await construct({ volumes, scaling: { replicas: 1 } });
    const claim = nodeNamed(graph, "backend-uploads", CLAIM);
    expect(claim.protect).to.equal(true);
    expect(claim.inputs["spec"]).to.deep.equal({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "20Gi" } },
    });
    expect(specOf(graph, DEPLOYMENT, "backend")["strategy"]).to.deep.equal({ type: "Recreate" });
    const pod = podSpecOf(graph, DEPLOYMENT, "backend");
    expect(listAt(pod, "volumes")).to.deep.include({
      name: "volume-uploads",
      persistentVolumeClaim: { claimName: "backend-uploads" },
    });
    const mounts = listAt(containerOf(graph, DEPLOYMENT, "backend"), "volumeMounts");
    expect(mounts).to.deep.include({ name: "volume-uploads", mountPath: "/srv/uploads" });
    expect(nodeNamed(graph, "backend", DEPLOYMENT).dependencies).to.include(claim.urn);
  });

  it("H2 shares files of a file store between all pods, without a pause", async () => {
    const shared = {
      path: "/srv/media",
      sizeGiB: 1024,
      sharedBy: "many",
      storageClass: "standard-rwx",
    } as const;
    const graph = await construct({ volumes: { media: shared } });
    expect(at(nodeNamed(graph, "backend-media", CLAIM).inputs, "spec")).to.deep.include({
      accessModes: ["ReadWriteMany"],
      storageClassName: "standard-rwx",
    });
    expect(at(specOf(graph, DEPLOYMENT, "backend"), "strategy")["type"]).to.equal("RollingUpdate");
  });

  it("H3 stops the old pod first where two must not run", async () => {
    const graph = await construct({ rollout: "stop-first", scaling: { replicas: 1 } });
    expect(specOf(graph, DEPLOYMENT, "backend")["strategy"]).to.deep.equal({ type: "Recreate" });
  });

  it("H4 starts sidecars, then init containers, then the pod's own, all with its files and restrictions", async () => {
    const graph = await construct({
      initContainers: { assets: { command: ["copy-assets"], resources: SMALL } },
      sidecars: { proxy: { image: PROXY, resources: SMALL, liveness: { tcpPort: 5432 } } },
    });
    const own = containerOf(graph, DEPLOYMENT, "backend");
    const [proxy = {}, assets = {}, ...more] = startingContainers(podSpecOf(graph, DEPLOYMENT, "backend"));
    expect(more).to.deep.equal([]);
    expect(proxy).to.deep.include({ name: "proxy", image: PROXY, restartPolicy: "Always" });
    expect(at(proxy, "livenessProbe")["tcpSocket"]).to.deep.equal({ port: 5432 });
    expect(assets).to.deep.include({ name: "assets", image: own["image"], command: ["copy-assets"] });
    expect(assets).not.to.have.any.keys("restartPolicy", "livenessProbe", "ports", "lifecycle");
    for (const container of [proxy, assets]) {
      for (const key of ["securityContext", "volumeMounts", "env"]) {
        expect(container[key], key).to.deep.equal(own[key]);
      }
      expect(at(container, "resources", "limits")["memory"]).to.equal("64Mi");
    }
  });

  it("H5 pulls from private registries, and bears the annotations of other tools", async () => {
    const annotations = { "example.com/inject": "true" };
    const graph = await construct({
      imagePullSecrets: ["registry"],
      annotations,
      serviceAccountAnnotations: { "iam.gke.io/gcp-service-account": "shop@example.iam.gserviceaccount.com" },
    });
    expect(podSpecOf(graph, DEPLOYMENT, "backend")["imagePullSecrets"]).to.deep.equal([{ name: "registry" }]);
    const { metadata } = at(specOf(graph, DEPLOYMENT, "backend"), "template");
    expect(asRecord(metadata)["annotations"]).to.include(annotations);
    const account = nodeNamed(graph, "backend", "kubernetes:core/v1:ServiceAccount");
    expect(at(account.inputs, "metadata")["annotations"]).to.have.key("iam.gke.io/gcp-service-account");
  });

  it("H6 asks an application's one health path, and restarts later than it takes out of service", async () => {
    const { livenessProbe, readinessProbe, startupProbe } = containerOf(
      await construct({ probes: { path: "/up", startup: { path: "/up", initialDelaySeconds: 20 } } }),
      DEPLOYMENT,
      "backend",
    );
    const [live, ready, start] = [livenessProbe, readinessProbe, startupProbe].map(asRecord);
    for (const probe of [live, ready, start]) {
      expect(probe?.["httpGet"]).to.deep.equal({ path: "/up", port: BACKEND.port });
    }
    const seconds = (probe: Values | undefined) =>
      Number(probe?.["periodSeconds"]) * Number(probe?.["failureThreshold"]);
    expect(seconds(live)).to.be.greaterThan(seconds(ready));
    expect(start?.["initialDelaySeconds"]).to.equal(20);
    expect(live).not.to.have.property("initialDelaySeconds");
  });

  it("H7 resolves names without DNS", async () => {
    const pod = await podOf({ hostAliases: { "10.0.0.9": ["legacy.internal.example.com", "legacy"] } });
    expect(pod["hostAliases"]).to.deep.equal([
      { ip: "10.0.0.9", hostnames: ["legacy.internal.example.com", "legacy"] },
    ]);
  });

  const one = { path: "/srv", sizeGiB: 1 };
  const mistakes: Mistake<Partial<WebServiceArgs>>[] = [
    [
      "a variable from a credential that the pod does not have",
      { secretEnvironment: { TOKEN: { ...URL_VARIABLE, credential: "databse" } } },
      'secretEnvironment.TOKEN.credential is "databse"; allowed are credentials of the pod: database',
    ],
    [
      "a variable from a file that the credential does not have",
      { secretEnvironment: { TOKEN: { ...URL_VARIABLE, file: "password" } } },
      'secretEnvironment.TOKEN.file is "password"; allowed are "token"',
    ],
    [
      "a variable without a reason",
      { secretEnvironment: { TOKEN: { ...URL_VARIABLE, because: " " } } },
      "secretEnvironment.TOKEN.because",
    ],
    [
      "a variable that is set twice",
      { secretEnvironment: { DATABASE_HOST: URL_VARIABLE } },
      "secretEnvironment.DATABASE_HOST",
    ],
    [
      "a disk of one pod for two",
      { volumes: { a: one }, scaling: { replicas: 2 } },
      "scaling is 2; allowed are { replicas: 1 }",
    ],
    ["a disk of one pod for a changing number", { volumes: { a: one } }, 'scaling is "autoscaled"'],
    [
      "a rollout that would wait for its own disk",
      { volumes: { a: one }, scaling: { replicas: 1 }, rollout: "start-first" },
      'rollout is "start-first"; allowed are "stop-first"',
    ],
    ["a pause with several pods", { rollout: "stop-first" }, 'rollout is "stop-first"'],
    [
      "half a GiB",
      { volumes: { a: { ...one, sizeGiB: 0.5 } }, scaling: { replicas: 1 } },
      "volumes.a.sizeGiB is 0.5",
    ],
    ["a shared disk of no class", { volumes: { a: { ...one, sharedBy: "many" } } }, "volumes.a.storageClass"],
    [
      "two things at one path",
      { volumes: { a: { ...one, path: "/tmp" } }, scaling: { replicas: 1 } },
      "volumes",
    ],
    [
      "a sidecar of a moving tag",
      { sidecars: { proxy: { image: "proxy:latest", resources: SMALL } } },
      "sidecars.proxy.image",
    ],
    [
      "a sidecar that is asked too often",
      { sidecars: { proxy: { image: PROXY, resources: SMALL, liveness: { tcpPort: 1, periodSeconds: 0 } } } },
      "sidecars.proxy.liveness.periodSeconds",
    ],
    [
      "an init container without limits",
      { initContainers: { a: { resources: {} as typeof SMALL } } },
      "initContainers.a.resources.requests is missing",
    ],
    [
      "more memory requested than allowed",
      { initContainers: { a: { resources: { ...SMALL, limits: { memory: "1Mi" } } } } },
      "initContainers.a.resources.limits.memory",
    ],
    [
      "a second container of the pod's name",
      { initContainers: { backend: { resources: SMALL } } },
      "sidecars",
    ],
    [
      "an alias of a name",
      { hostAliases: { localhost: ["a"] } },
      'hostAliases is "localhost"; allowed are IP addresses',
    ],
    ["an annotation's key", { annotations: { "a/b/c": "x" } }, 'annotations is "a/b/c"'],
    ["annotations that no object holds", { annotations: { a: "x".repeat(262_144) } }, "annotations is"],
    ["a pull secret's name", { imagePullSecrets: ["Registry"] }, 'imagePullSecrets is "Registry"'],
    ["a health path", { probes: { path: "up" } }, 'probes.path is "up"'],
    [
      "a delay",
      { probes: { startup: { path: "/up", initialDelaySeconds: -1 } } },
      "probes.startup.initialDelaySeconds is -1",
    ],
  ];
  refusesEach(mistakes, construct);
});
