import type { NewStack } from "../request/request.ts";

/** Nodes and pods by how far apart they run. */
const SIZES = {
  zonal: { nodes: { min: 1, max: 3 }, pods: { min: 1, max: 3 } },
  regional: { nodes: { min: 2, max: 10 }, pods: { min: 2, max: 10 } },
} as const;

/** A digest that no image has, until the first one is pushed. */
const NO_DIGEST = `sha256:${"0".repeat(64)}`;

/**
 * A stack file of the template's system.
 *
 * @param schema path from the stack file to the schema of its settings, for editors
 * @param today day such as `2026-11-21`, from which rotation periods count
 */
export function renderStackFile(
  system: string,
  { environment, answers }: NewStack,
  schema: string,
  today: string,
): string {
  const { domain, accountId, plan, project, projectNumber, region, contact } = answers;
  const { nodes, pods } = SIZES[environment.availability];
  return `# yaml-language-server: $schema=${schema}
config:
  pulumi:disable-default-providers: ["*"]
  strata:system: ${system}
  strata:environment: ${environment.name}
  strata:domain: ${domain}
  strata:cloudflare:
    accountId: "${accountId}"
    plan: ${plan}
  strata:google:
    project: ${project}
    projectNumber: "${projectNumber}"
  strata:contact: ${contact}
  strata:rotationEpoch: "${today}"
${limits(plan)}
  strata:regions:
    ${region}:
      nodes:
        machineType: e2-medium
        min: ${nodes.min}
        max: ${nodes.max}
  strata:web:
    # Replace with the digest that docker push prints.
    image: ${region}-docker.pkg.dev/${project}/images/web@${NO_DIGEST}
    scaling:
      minReplicas: ${pods.min}
      maxReplicas: ${pods.max}
`;
}

function limits(plan: string): string {
  return plan === "free"
    ? `  strata:limits:
    # The Free plan counts in periods of 10 seconds and has one limit.
    api: { requests: 100, periodSeconds: 10 }`
    : `  strata:limits:
    api: { requests: 600, periodSeconds: 60 }
    login: { requests: 5, periodSeconds: 60 }`;
}
