import { splitRegistry } from "../grammar/image.ts";

/**
 * Where the images of charts come from, as patterns of Binary Authorization: `*` stands for anything but a slash at the
 * end, `**` for anything. Read from the charts' values at the versions that the components install, 2026-11-28; parts
 * that the components switch off are left out.
 */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  "cert-manager": ["quay.io/jetstack/**"],
  "external-secrets": ["ghcr.io/external-secrets/**"],
  "nginx-ingress": ["docker.io/nginx/**"],
  "kube-prometheus-stack": [
    "quay.io/prometheus/**",
    "quay.io/prometheus-operator/**",
    "quay.io/kiwigrid/**",
    "registry.k8s.io/kube-state-metrics/**",
    "docker.io/grafana/**",
    "docker.io/library/busybox*",
  ],
  "prometheus-adapter": ["registry.k8s.io/prometheus-adapter/**"],
  keda: ["ghcr.io/kedacore/**"],
};

/** Patterns for all images of a chart, by the last part of its name; undefined for other charts. */
export function chartImageSources(chart: string): readonly string[] | undefined {
  const name = chart.slice(chart.lastIndexOf("/") + 1);
  return Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
}

/**
 * Whether a pattern admits an image. An image without a registry is Docker Hub's, as the container runtime takes it.
 * Source: Binary Authorization, AdmissionWhitelistPattern.
 */
export function admits(pattern: string, image: string): boolean {
  const name = fullName(image);
  if (pattern.endsWith("**")) {
    return name.startsWith(pattern.slice(0, -2));
  }
  if (pattern.endsWith("*")) {
    const start = pattern.slice(0, -1);
    return name.startsWith(start) && !name.slice(start.length).includes("/");
  }
  return name === pattern;
}

function fullName(image: string): string {
  const { registry, path } = splitRegistry(image);
  if (registry !== undefined) {
    return image;
  }
  return path.includes("/") ? `docker.io/${path}` : `docker.io/library/${path}`;
}
