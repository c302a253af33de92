import { expect } from "chai";
import { kubeconfigOf } from "#components/cluster/gke/access";

const CONFIG = JSON.parse(kubeconfigOf({ name: "howlerops-prod", endpoint: "gke-1.us-central1.gke.goog" }));

describe("components/cluster/gke/kubeconfig", () => {
  it("leads to the DNS endpoint, whose certificate is publicly trusted", () => {
    expect(CONFIG.clusters).to.deep.equal([
      { name: "howlerops-prod", cluster: { server: "https://gke-1.us-central1.gke.goog" } },
    ]);
    expect(CONFIG["current-context"]).to.equal(CONFIG.contexts[0].name);
    expect(CONFIG.contexts[0].context).to.deep.equal({ cluster: "howlerops-prod", user: "howlerops-prod" });
  });

  it("holds no credential: the plugin asks for the caller's own", () => {
    const [{ user }] = CONFIG.users;
    expect(Object.keys(user)).to.deep.equal(["exec"]);
    expect(user.exec).to.include({
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: "gke-gcloud-auth-plugin",
      provideClusterInfo: true,
    });
    expect(JSON.stringify(CONFIG)).not.to.match(/token|password|client-key|certificate-authority/);
  });
});
