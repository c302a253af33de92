import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { KubernetesClient } from "#cli/rollout/cluster/client";
import { type OpenedCluster, openClusters } from "#cli/rollout/cluster/kubeconfig";
import { assertRightCluster } from "#cli/rollout/right-cluster";
import { followRollout } from "#cli/rollout/rollout";
import { rolloutJson, rolloutText } from "#cli/rollout/text";
import { captureTerminal, strata } from "../../support/project.ts";
import { expected, HeldCluster, live } from "./support/cluster.ts";

const ID = "gke:project/zone/shop";
const POLICY = expected("example.com/v1", "Widget", "it");

describe("strata rollout", () => {
  let folder: string;
  let server: Server;
  let url: string;
  let answer: { status: number; body: unknown };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-rollout-"));
    server = createServer((_request, response) => {
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function kubeconfig(address: string): string {
    const file = join(folder, "kubeconfig");
    const [name, user] = ["test", { name: "test", user: { token: "secret-token" } }];
    const clusters = [{ name, cluster: { server: address, "insecure-skip-tls-verify": true } }];
    const contexts = [{ name, context: { cluster: name, user: name } }];
    writeFileSync(
      file,
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters,
        users: [user],
        contexts,
        "current-context": name,
      }),
    );
    return file;
  }

  const held = (api: HeldCluster): OpenedCluster[] => [{ id: ID, context: "test", server: url, api }];

  it("judges until everything is done or failed, and no longer than the limit", async () => {
    const cluster = new HeldCluster();
    let looks = 0;
    const judged = await followRollout([POLICY], held(cluster), {
      timeoutSeconds: 30,
      intervalSeconds: 0.01,
      onLook: () => {
        looks++;
        if (looks === 3) {
          cluster.objects = [live("example.com/v1", "Widget", "it")];
        }
      },
    });
    expect(looks).to.equal(4);
    expect(judged[0]?.verdict.state).to.equal("done");
    cluster.objects = [];
    const late = await followRollout([POLICY], held(cluster), {
      timeoutSeconds: 0.02,
      intervalSeconds: 0.01,
    });
    expect(late[0]?.verdict).to.deep.include({ state: "waiting", summary: "does not exist" });
  });

  it("prints what is not done with its reasons, and one line for all", async () => {
    const service = live("v1", "Service", "api", { spec: { selector: { app: "api" } } });
    const objects = [expected("v1", "Service", "api"), POLICY];
    const clusters = held(new HeldCluster(service, live("example.com/v1", "Widget", "it")));
    const judged = await followRollout(objects, clusters, { timeoutSeconds: 0 });
    expect(rolloutText("shop-prod", judged, clusters, captureTerminal(folder))).to.equal(
      [
        "not done  Service shop/api: no ready endpoint",
        "  no pod has the labels of its selector",
        "",
        "shop-prod is not rolled out: 1 of 2 objects not done",
        "",
      ].join("\n"),
    );
    const json = rolloutJson("shop-prod", judged, clusters);
    expect(json).to.deep.include({ version: 1, stack: "shop-prod", done: false });
    expect(json.objects[0]).to.deep.include({
      kind: "Service",
      namespace: "shop",
      name: "api",
      state: "waiting",
      reasons: ["no pod has the labels of its selector"],
    });
  });

  it("refuses a cluster without any of the namespaces, and believes who may not read them", async () => {
    const [cluster] = held(new HeldCluster());
    const refused = await assertRightCluster(cluster ?? expect.fail(), [POLICY]).catch(String);
    expect(refused).to.match(
      /context "test" .* has none of the stack's namespaces: shop\nit is another cluster/,
    );
    const api = new HeldCluster();
    api.forbidden.add("Namespace");
    await assertRightCluster({ id: ID, context: "test", server: url, api }, [POLICY]);
  });

  for (const { what, status, words } of [
    { what: "credentials that are not accepted", status: 401, words: /does not accept the credentials: no$/ },
    { what: "no permission", status: 403, words: /^no permission to .*: no$/ },
    { what: "a server that fails", status: 500, words: /could not .*: no$/ },
  ]) {
    it(`explains ${what}, and ends with 2`, async () => {
      answer = { status, body: { message: "no" } };
      const [cluster] = await openClusters([ID], [], kubeconfig(url), folder);
      const message = await followRollout([POLICY], cluster ? [cluster] : [], { timeoutSeconds: 5 }).catch(
        (error: Error) => error.message,
      );
      expect(message).to.match(words).and.not.to.contain("secret-token");
    });
  }

  it("reads the objects of a kind that a group serves", async () => {
    answer = {
      status: 200,
      body: {
        resources: [{ kind: "Widget", name: "widgets", namespaced: true }],
        items: [{ kind: "Widget" }],
      },
    };
    const [cluster] = await openClusters([ID], [], kubeconfig(url), folder);
    expect(cluster?.api).to.be.instanceOf(KubernetesClient);
    expect(await cluster?.api.list(POLICY, { namespace: "shop" })).to.deep.equal([{ kind: "Widget" }]);
  });

  it("ends with 2 for a server that cannot be reached, and for wrong options", async () => {
    const file = kubeconfig("http://127.0.0.1:1");
    for (const [args, words] of [
      [
        ["--kubeconfig", file],
        /http:\/\/127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED.*\nnothing was judged/,
      ],
      [["--kubeconfig", "none"], /--kubeconfig {2}none does not exist/],
      [["--timeout", "10"], /expected a number with s, m or h, such as 10m/],
    ] as const) {
      const { code, out, error } = await strata(["rollout", "howlerops-dev", ...args]);
      expect(code, error).to.equal(2);
      expect(out).to.equal("");
      expect(error).to.match(words).and.not.to.contain("    at ");
    }
  });
});
