import { expect } from "chai";
import {
  ABOVE_PROJECT,
  ANY_GOOGLE,
  CLUSTER_CONNECTION,
  GOOGLE_TYPES,
  STATE_ACCESS,
  STATE_SECRETS,
} from "#models/access/google";
import { coverByRoles } from "#models/access/google-roles";
import { declarationsOf } from "./sdk.ts";

const ALL = [...Object.values(GOOGLE_TYPES), ANY_GOOGLE, CLUSTER_CONNECTION, STATE_ACCESS, STATE_SECRETS];

describe("roles of Google Cloud", () => {
  it("A4 the tables have no type that the installed SDK does not", () => {
    const types = [...Object.keys(GOOGLE_TYPES), ...Object.keys(ABOVE_PROJECT)];
    expect(types.filter((type) => declarationsOf(type) === undefined)).to.deep.equal([]);
  });

  it("A4 hold every permission of the tables", () => {
    const { uncovered } = coverByRoles(ALL.flatMap(({ read, write }) => [...read, ...write]));
    expect(uncovered).to.deep.equal([]);
  });

  it("A4 of the network's administrator include the private connection and load balancing policies", () => {
    const types = [
      "gcp:servicenetworking/connection:Connection",
      "gcp:networkservices/serviceLbPolicies:ServiceLbPolicies",
    ];
    const needed = types.flatMap((type) => GOOGLE_TYPES[type]?.write ?? []);
    expect([...coverByRoles(needed).roles.keys()]).to.deep.equal(["roles/compute.networkAdmin"]);
  });

  it("are few, and each is there for a permission that no other of them holds", () => {
    const { roles } = coverByRoles([
      "storage.buckets.create",
      "storage.objects.get",
      "cloudkms.cryptoKeys.get",
    ]);
    expect([...roles.keys()]).to.deep.equal(["roles/cloudkms.viewer", "roles/storage.admin"]);
    expect(roles.get("roles/storage.admin")).to.deep.equal(["storage.buckets.create", "storage.objects.get"]);
  });

  it("that only read grants are not the ones that make them", () => {
    expect([...coverByRoles(["resourcemanager.projects.getIamPolicy"]).roles.keys()]).to.deep.equal([
      "roles/iam.securityReviewer",
    ]);
    expect([...coverByRoles(["resourcemanager.projects.setIamPolicy"]).roles.keys()]).to.deep.equal([
      "roles/resourcemanager.projectIamAdmin",
    ]);
  });

  it("name a permission that none of them holds", () => {
    expect(coverByRoles(["spanner.instances.create"])).to.deep.equal({
      roles: new Map(),
      uncovered: ["spanner.instances.create"],
    });
  });
});
