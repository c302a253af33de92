import { expect } from "chai";
import { chooseContexts } from "#cli/rollout/cluster/kubeconfig";
import { UsageError } from "#cli/shared/errors";

const [EUROPE, ASIA] = ["gke:shop-prod/europe-west1/shop", "gke:shop-prod/asia-east1/shop-asia"];
const OWN = "gke_shop-prod_europe-west1_shop";

describe("the context of each cluster of strata rollout", () => {
  const choose = (ids: string[], given: string[], names: string[], current = "") =>
    Object.fromEntries(chooseContexts(ids, given, { names, current }));
  const mistake = (...args: Parameters<typeof choose>) => {
    try {
      choose(...args);
    } catch (error) {
      return error instanceof UsageError ? error.message : expect.fail(String(error));
    }
    return expect.fail("accepted");
  };

  it("is the one that gcloud made for it, else the current one", () => {
    expect(choose([EUROPE], [], ["kind", OWN], "kind")).to.deep.equal({ [EUROPE]: OWN });
    expect(choose([EUROPE], [], ["kind"], "kind")).to.deep.equal({ [EUROPE]: "kind" });
  });

  it("is named, for each of several by its id or the last part of it", () => {
    expect(choose([EUROPE], ["kind"], ["kind", OWN])).to.deep.equal({ [EUROPE]: "kind" });
    expect(choose([EUROPE, ASIA], ["shop=a", `${ASIA}=b`], ["a", "b"])).to.deep.equal({
      [EUROPE]: "a",
      [ASIA]: "b",
    });
  });

  it("is refused when it cannot be told, does not exist or is another cluster's", () => {
    expect(mistake([EUROPE], [], [])).to.equal("kubeconfig  no current context; name one with --context");
    expect(mistake([EUROPE, ASIA], [], ["kind"], "kind")).to.equal(
      `cluster ${EUROPE} has no context; name one for each cluster: --context shop=<context> --context shop-asia=<context>`,
    );
    expect(mistake([EUROPE, ASIA], ["kind"], ["kind"])).to.match(
      /^--context {2}found "kind", expected <cluster>=/,
    );
    expect(mistake([EUROPE, ASIA], ["shops=kind"], ["kind"])).to.match(/no single cluster is "shops"/);
    expect(mistake([EUROPE], ["kidn"], ["kind"])).to.equal(
      'kubeconfig  no context is named "kidn"; there are kind',
    );
    expect(
      mistake([EUROPE], [], ["gke_shop-dev_europe-west1_shop"], "gke_shop-dev_europe-west1_shop"),
    ).to.equal(
      `context "gke_shop-dev_europe-west1_shop" is another cluster than ${EUROPE}; nothing was judged`,
    );
  });
});
