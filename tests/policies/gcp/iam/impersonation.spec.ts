import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { impersonation } from "#policies/gcp/iam/impersonation";
import { grant, PERSON } from "../../support/grants.ts";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const MEMBER = "gcp:projects/iAMMember:IAMMember";
const ROLE = "roles/iam.serviceAccountTokenCreator";
const ACCOUNT = resource("gcp:serviceaccount/account:Account", { accountId: "ci" });
const AGENT = resource("gcp:projects/serviceIdentity:ServiceIdentity", { service: "run.googleapis.com" });

describeRule(impersonation, {
  passes: {
    "the role on one account": grant("serviceaccount/iAM", { role: ROLE, members: [PERSON] }),
    "another role": grant("projects/iAM", { role: "roles/run.admin", members: [PERSON] }),
    "a service agent": [
      resource(MEMBER, {
        role: ROLE,
        member: "serviceAccount:service-12@gcp-sa-pubsub.iam.gserviceaccount.com",
      }),
    ],
    "the account of Cloud Build, which Google gives its role": [
      resource(MEMBER, {
        role: "roles/cloudbuild.builds.builder",
        member: "serviceAccount:12@cloudbuild.gserviceaccount.com",
      }),
      resource(MEMBER, {
        role: "roles/run.serviceAgent",
        member: "serviceAccount:service-12@serverless-robot-prod.iam.gserviceaccount.com",
      }),
    ],
    "a service agent that is not named yet": [
      AGENT,
      resource(MEMBER, { role: ROLE, member: UNKNOWN }, { uses: { member: AGENT } }),
    ],
  },
  fails: {
    "a person in every form": {
      stack: grant("projects/iAM", { role: ROLE, members: [PERSON] }),
      findings: [
        `${PERSON} may act as every service account of the project (${ROLE}) [role]`,
        `${PERSON} may act as every service account of the project (${ROLE}) [role]`,
        `${PERSON} may act as every service account of the project (${ROLE}) [policyData.bindings[0].role]`,
      ],
    },
    "a role of Google's own accounts": {
      stack: [resource(MEMBER, { role: "roles/pubsub.serviceAgent", member: PERSON })],
      findings: [
        `${PERSON} may act as every service account of the project (roles/pubsub.serviceAgent) [role]`,
      ],
    },
    "an account of the stack": {
      stack: [
        ACCOUNT,
        resource(
          "gcp:folder/iAMMember:IAMMember",
          { role: "roles/iam.serviceAccountUser", member: UNKNOWN },
          { uses: { member: ACCOUNT } },
        ),
      ],
      findings: [
        "a service account may act as every service account of the folder (roles/iam.serviceAccountUser) [role]",
      ],
    },
  },
  unknown: {
    "a member that may be an agent": {
      stack: [resource(MEMBER, { role: ROLE, member: UNKNOWN })],
      at: ["member"],
    },
  },
});

describe("roles that act as service accounts", () => {
  for (const role of [
    "assuredoss.admin",
    "backupdr.computeEngineOperator",
    "cloudbuild.builds.builder",
    "cloudbuild.builds.editor",
    "composer.worker",
    "dataflow.admin",
    "dataflow.developer",
    "deploymentmanager.editor",
    "iam.securityAdmin",
    "iam.serviceAccountAdmin",
    "iam.serviceAccountKeyAdmin",
    "iam.serviceAccountOpenIdTokenCreator",
    "iam.serviceAccountTokenCreator",
    "iam.serviceAccountUser",
    "iam.workloadIdentityUser",
    "run.sourceDeveloper",
    "securitycenter.admin",
    "compute.instanceGroupManagerServiceAgent",
  ]) {
    it(`I27 finds roles/${role}`, () => {
      const member = resource(MEMBER, { role: `roles/${role}`, member: PERSON });
      expect(outcome(impersonation, [member]).findings).to.have.length(1);
    });
  }
});
