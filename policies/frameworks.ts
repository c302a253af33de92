/** The catalogs that rules refer to, with their edition; "" for a catalog without editions. @public */
export const FRAMEWORKS = {
  "CIS GKE": { name: "CIS Google Kubernetes Engine Benchmark", version: "1.9.0" },
  "CIS GCP": { name: "CIS Google Cloud Platform Foundation Benchmark", version: "" },
  "Pod Security": { name: "Kubernetes Pod Security Standards, restricted", version: "" },
  Checkov: { name: "Checkov", version: "3.3" },
  Trivy: { name: "Trivy", version: "" },
  Polaris: { name: "Polaris", version: "10.2.2" },
  Prowler: { name: "Prowler", version: "" },
  "kube-linter": { name: "kube-linter", version: "0.8.3" },
  "kube-score": { name: "kube-score", version: "1.20" },
} as const satisfies Record<string, { name: string; version: string }>;

export type FrameworkName = keyof typeof FRAMEWORKS;

/** Ids of checks in other catalogs that a rule covers, by catalog. */
export type FrameworkIds = Readonly<Partial<Record<FrameworkName, readonly string[]>>>;

/** `CIS GKE 5.6.5` and so on, in the order of {@link FRAMEWORKS}. */
export function frameworkLabels(frameworks: FrameworkIds): string[] {
  return (Object.keys(FRAMEWORKS) as FrameworkName[]).flatMap((name) =>
    (frameworks[name] ?? []).map((id) => `${name} ${id}`),
  );
}
