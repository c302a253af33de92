import { factsOf } from "#models/provider-facts/facts";
import { ProviderError } from "../../provider/failure.ts";
import type { Behaviour } from "../kind.ts";
import { blank, openOutputs } from "../rules/outputs.ts";
import type { PackageShapes } from "../sdk/shapes.ts";
import { computedOf, PROJECT_NUMBER } from "./computed.ts";
import { idOf } from "./identity.ts";
import { belongings, isKept } from "./lifetime.ts";
import { connectsOnce, reconnects } from "./private-connection.ts";
import { notFound, References } from "./references.ts";
import { requireApi, unprotected, unused, withinQuota, withoutOverlap } from "./refusals.ts";
import { fitsReplicas } from "./replicas.ts";
import { withRootPassword } from "./root-password.ts";
import { rotatesLater } from "./rotation.ts";
import { isUnique } from "./unique.ts";

/** Grants, and settings of a project that exist or do not: to make one that is there succeeds. */
const UPSERTS = /iam\w*(Member|Binding|Policy|AuditConfig)$|:(Service|ServiceIdentity)$/i;

/** The provider sets their ids before it waits, so that a later run can go on. Source: @pulumi/gcp's provider. */
const REMEMBERED: ReadonlySet<string> = new Set([
  "gcp:container/cluster:Cluster",
  "gcp:container/nodePool:NodePool",
]);

/** What Google Cloud does, as far as programs of this project meet it. */
export function googleCloud(shapes: PackageShapes): Behaviour {
  const references = new References(shapes);
  return {
    readsBack: true,
    identify: (wish, context) => {
      const id = idOf(wish, context);
      return { key: id, id };
    },
    locate: (_subject, id) => id,
    compute: (wish, identity, context, before) => {
      const facts = factsOf(wish.type);
      const open = facts ? openOutputs(wish.inputs, context.shape, facts) : [];
      const blanks = open.map((name) => [name, blank(context.shape.outputs[name]?.shape ?? "any")]);
      return {
        ...Object.fromEntries(blanks),
        ...computedOf({ ...wish, ...identity }, open, context, before),
      };
    },
    references: (wish, identity, context) => references.of(wish, identity, context),
    accept: (wish, identity, context, before) => {
      requireApi(wish, context);
      rotatesLater(wish, before);
      connectsOnce(wish, identity.key, context, before);
      isUnique(wish, identity.key, context);
      fitsReplicas(wish, identity.key, context);
      withinQuota(wish, context);
      withoutOverlap(wish, identity.key, context);
      withRootPassword(wish, before);
    },
    upserts: (wish, existing) => UPSERTS.test(wish.type) || reconnects(wish, existing),
    remembersUnfinished: (type) => REMEMBERED.has(type),
    release: (object, { cloud }) => {
      unprotected(object);
      if (isKept(object)) {
        return "keep";
      }
      unused(object, cloud);
      for (const child of belongings(object, cloud)) {
        cloud.remove(child.type, child.key);
      }
      return "remove";
    },
    invoke: (token, args, { config }) => {
      const project = String(args["project"] ?? config["project"] ?? "");
      switch (token) {
        case "gcp:organizations/getProject:getProject":
          return { id: `projects/${project}`, projectId: project, number: PROJECT_NUMBER, name: project };
        case "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": {
          const emailAddress = `service-${PROJECT_NUMBER}@gs-project-accounts.iam.gserviceaccount.com`;
          return { id: emailAddress, emailAddress, member: `serviceAccount:${emailAddress}`, project };
        }
        default:
          throw new ProviderError("unimplemented", `the simulated Google Cloud does not answer ${token}`);
      }
    },
    missing: notFound,
  };
}
