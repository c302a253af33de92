import { UNKNOWN } from "#graph/model";
import { basicRole } from "#policies/gcp/iam/basic-role";
import { grant, PERSON } from "../../support/grants.ts";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const MEMBER = "gcp:projects/iAMMember:IAMMember";

describeRule(basicRole, {
  passes: {
    "a predefined role": grant("projects/iAM", { role: "roles/run.admin", members: [PERSON] }),
    "Google's own account": [
      resource(MEMBER, {
        role: "roles/editor",
        member: "serviceAccount:123@cloudservices.gserviceaccount.com",
      }),
    ],
  },
  fails: {
    "an owner in every form": {
      stack: grant("projects/iAM", { role: "roles/owner", members: [PERSON] }),
      findings: [
        "grants the basic role roles/owner [role]",
        "grants the basic role roles/owner [role]",
        "grants the basic role roles/owner [policyData.bindings[0].role]",
      ],
    },
    "an editor of a folder and a viewer of the organization": {
      stack: [
        resource("gcp:folder/iAMMember:IAMMember", { role: "roles/editor", member: PERSON }),
        resource("gcp:organizations/iAMMember:IAMMember", { role: "roles/viewer", member: PERSON }),
      ],
      findings: ["grants the basic role roles/editor [role]", "grants the basic role roles/viewer [role]"],
    },
  },
  unknown: {
    "a role that is not known": {
      stack: [resource(MEMBER, { role: UNKNOWN, member: PERSON })],
      at: ["role"],
    },
    "an editor that may be Google's": {
      stack: [resource(MEMBER, { role: "roles/editor", member: UNKNOWN })],
      at: ["member"],
    },
  },
});
