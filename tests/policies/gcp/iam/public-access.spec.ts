import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { publicAccess } from "#policies/gcp/iam/public-access";
import { grant, PERSON } from "../../support/grants.ts";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const ACCOUNT = resource("gcp:serviceaccount/account:Account", { accountId: "api" });
const everyone = "everyone on the internet";
const POOL = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github";
const PEOPLE = "principalSet://iam.googleapis.com/locations/global/workforcePools/people";
const anyAccount = "everyone with a Google account";

describeRule(publicAccess, {
  passes: {
    "grants to a person": grant("storage/bucketIAM", { members: [PERSON] }),
    "an account that the stack creates": [
      ACCOUNT,
      resource(
        "gcp:storage/bucketIAMMember:BucketIAMMember",
        { role: "roles/storage.objectViewer", member: UNKNOWN },
        { uses: { member: ACCOUNT } },
      ),
    ],
    "a repository, and a group of a pool": grant("serviceaccount/iAM", {
      members: [`${POOL}/attribute.repository/shop/web`, `${PEOPLE}/group/ops`],
    }),
    "a private list": [resource("gcp:storage/bucketACL:BucketACL", { predefinedAcl: "private" })],
    "a list of an owner": [
      resource("gcp:storage/objectACL:ObjectACL", { roleEntities: ["OWNER:user-kim@example.com"] }),
    ],
    "a dataset of a group": [
      resource("gcp:bigquery/dataset:Dataset", { accesses: [{ role: "READER", groupByEmail: "a@b.c" }] }),
    ],
    "a service that checks callers": [resource("gcp:cloudrunv2/service:Service", { location: "europe" })],
  },
  fails: {
    "everyone as member, in a binding and in a policy": {
      stack: grant("storage/bucketIAM", { role: "roles/storage.objectViewer", members: ["allUsers"] }),
      findings: [
        `${everyone} gets roles/storage.objectViewer (allUsers) [members[0]]`,
        `${everyone} gets roles/storage.objectViewer (allUsers) [member]`,
        `${everyone} gets roles/storage.objectViewer (allUsers) [policyData.bindings[0].members[0]]`,
      ],
    },
    "everyone among others": {
      stack: [
        resource("gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding", {
          role: "roles/run.invoker",
          members: [PERSON, "allAuthenticatedUsers"],
        }),
      ],
      findings: [`${anyAccount} gets roles/run.invoker (allAuthenticatedUsers) [members[1]]`],
    },
    "whole pools": {
      stack: [
        resource("gcp:serviceaccount/iAMBinding:IAMBinding", {
          role: "roles/r",
          members: [`${POOL}/*`, `${PEOPLE}/*`],
        }),
      ],
      findings: [
        `every identity of the pool gets roles/r (${POOL}/*) [members[0]]`,
        `every identity of the pool gets roles/r (${PEOPLE}/*) [members[1]]`,
      ],
    },
    "access lists": {
      stack: [
        resource("gcp:storage/bucketACL:BucketACL", {
          predefinedAcl: "publicReadWrite",
          defaultAcl: "authenticatedRead",
        }),
        resource("gcp:storage/defaultObjectACL:DefaultObjectACL", {
          roleEntities: ["OWNER:user-kim@example.com", "READER:allUsers"],
        }),
        resource("gcp:storage/objectACL:ObjectACL", { predefinedAcl: "public-read" }),
      ],
      findings: [
        `${anyAccount} gets access by a predefined list (authenticatedRead) [defaultAcl]`,
        `${everyone} gets access by a predefined list (publicReadWrite) [predefinedAcl]`,
        `${everyone} gets access (READER:allUsers) [roleEntities[1]]`,
        `${everyone} gets access by a predefined list (public-read) [predefinedAcl]`,
      ],
    },
    "access controls": {
      stack: [
        resource("gcp:storage/bucketAccessControl:BucketAccessControl", {
          role: "READER",
          entity: "allUsers",
        }),
        resource("gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl", {
          role: "OWNER",
          entity: "allAuthenticatedUsers",
        }),
        resource("gcp:storage/objectAccessControl:ObjectAccessControl", {
          role: "READER",
          entity: "allUsers",
        }),
      ],
      findings: [
        `${everyone} gets READER (allUsers) [entity]`,
        `${anyAccount} gets OWNER (allAuthenticatedUsers) [entity]`,
        `${everyone} gets READER (allUsers) [entity]`,
      ],
    },
    datasets: {
      stack: [
        resource("gcp:bigquery/dataset:Dataset", {
          accesses: [{ role: "READER", specialGroup: "allAuthenticatedUsers" }],
        }),
        resource("gcp:bigquery/datasetAccess:DatasetAccess", { role: "READER", iamMember: "allUsers" }),
      ],
      findings: [
        `${anyAccount} gets READER (allAuthenticatedUsers) [accesses[0].specialGroup]`,
        `${everyone} gets READER (allUsers) [iamMember]`,
      ],
    },
    "services without a check of callers": {
      stack: [
        resource("gcp:cloudrun/service:Service", {
          metadata: { annotations: { "run.googleapis.com/invoker-iam-disabled": "true" } },
        }),
        resource("gcp:cloudrunv2/service:Service", { invokerIamDisabled: true }),
      ],
      findings: [
        `${everyone} gets the service, whose check of callers is off (true) [metadata.annotations["run.googleapis.com/invoker-iam-disabled"]]`,
        `${everyone} gets the service, whose check of callers is off (true) [invokerIamDisabled]`,
      ],
    },
  },
  unknown: {
    "a member that is not known": {
      stack: grant("pubsub/topicIAM", { members: [UNKNOWN] }),
      at: ["members[0]", "member", "policyData"],
    },
  },
});

describe("predefined access lists", () => {
  const lists = {
    [everyone]: ["publicRead", "public-read", "publicReadWrite", "public-read-write"],
    [anyAccount]: ["authenticatedRead", "authenticated-read"],
  };
  for (const [who, names] of Object.entries(lists)) {
    it(`I17 that hold ${who} are found`, () => {
      for (const name of names) {
        const acl = resource("gcp:storage/bucketACL:BucketACL", { predefinedAcl: name });
        const finding = `${who} gets access by a predefined list (${name}) [predefinedAcl]`;
        expect(outcome(publicAccess, [acl]).findings).to.deep.equal([finding]);
      }
    });
  }
});

describe("public access to each kind", () => {
  for (const family of [
    "artifactregistry/repositoryIam",
    "bigquery/datasetIam",
    "cloudfunctions/functionIam",
    "cloudfunctionsv2/functionIam",
    "cloudrun/iam",
    "folder/iAM",
    "kms/cryptoKeyIAM",
    "kms/keyRingIAM",
    "organizations/iAM",
    "projects/iAM",
    "pubsub/subscriptionIAM",
    "secretmanager/secretIam",
  ]) {
    it(`I27 finds allUsers of ${family}`, () => {
      expect(outcome(publicAccess, grant(family, { members: ["allUsers"] })).findings).to.have.length(3);
    });
  }

  it("I27 finds everyone beside a member that is not known", () => {
    const stack = [
      resource("gcp:cloudrun/iamBinding:IamBinding", { role: "r", members: [UNKNOWN, "allUsers"] }),
    ];
    expect(outcome(publicAccess, stack)).to.deep.equal({
      findings: [`${everyone} gets r (allUsers) [members[1]]`],
      unknown: ["members[0]"],
    });
  });
});

describe("predefined access lists", () => {
  for (const [list, audience] of Object.entries({
    authenticatedRead: anyAccount,
    "authenticated-read": anyAccount,
    publicRead: everyone,
    "public-read": everyone,
    publicReadWrite: everyone,
    "public-read-write": everyone,
  })) {
    it(`I27 finds ${list}`, () => {
      const acl = resource("gcp:storage/bucketACL:BucketACL", { predefinedAcl: list });
      expect(outcome(publicAccess, [acl]).findings).to.deep.equal([
        `${audience} gets access by a predefined list (${list}) [predefinedAcl]`,
      ]);
    });
  }
});
