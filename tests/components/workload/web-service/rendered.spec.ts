import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { at, BACKEND, IMAGE, podSpecOf, recordService, specOf } from "../fixtures.ts";
import { DEPLOYMENT } from "../types.ts";

describe("WebService", () => {
  it("renders exactly this Deployment for the documented backend", async () => {
    const graph = await recordService("backend", BACKEND, {
      command: ["/backend"],
      args: ["--serve"],
      priorityClassName: "standard",
    });
    const name = { "app.kubernetes.io/name": "backend" };
    const labels = {
      ...name,
      "app.kubernetes.io/part-of": "howlerops",
      "app.kubernetes.io/managed-by": "strata",
    };
    const get = (path: string) => ({ httpGet: { path, port: 8500 } });
    const { topologySpreadConstraints: _spread, ...pod } = podSpecOf(graph, DEPLOYMENT, "backend");
    const { template: _template, ...spec } = specOf(graph, DEPLOYMENT, "backend");
    expect(spec).to.deep.equal({
      selector: { matchLabels: name },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      revisionHistoryLimit: 3,
    });
    expect(at(nodeNamed(graph, "backend", DEPLOYMENT).inputs, "spec", "template", "metadata")).to.deep.equal({
      labels,
      annotations: {
        "kubectl.kubernetes.io/default-container": "backend",
        "cluster-autoscaler.kubernetes.io/safe-to-evict": "true",
      },
    });
    expect(pod).to.deep.equal({
      serviceAccountName: "backend",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: "standard",
      terminationGracePeriodSeconds: 70,
      dnsConfig: { options: [{ name: "ndots", value: "2" }] },
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1001,
        runAsGroup: 1001,
        fsGroup: 1001,
        seccompProfile: { type: "RuntimeDefault" },
      },
      volumes: [
        { name: "credential-database", secret: { secretName: "backend-database", defaultMode: 0o440 } },
        { name: "writable-0", emptyDir: {} },
      ],
      containers: [
        {
          name: "backend",
          image: IMAGE,
          imagePullPolicy: "IfNotPresent",
          command: ["/backend"],
          args: ["--serve"],
          env: [
            { name: "DATABASE_HOST", value: "howlerops.turso.example" },
            { name: "DATABASE_PORT", value: "443" },
            { name: "DATABASE_TOKEN_FILE", value: "/var/run/secrets/strata/database/token" },
          ],
          ports: [
            { name: "http", containerPort: 8500 },
            { name: "metrics", containerPort: 9100 },
          ],
          resources: {
            requests: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "64Mi" },
            limits: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "512Mi" },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "credential-database", mountPath: "/var/run/secrets/strata/database", readOnly: true },
            { name: "writable-0", mountPath: "/tmp" },
          ],
          livenessProbe: {
            ...get("/health/live"),
            periodSeconds: 10,
            timeoutSeconds: 2,
            failureThreshold: 3,
          },
          readinessProbe: {
            ...get("/health/ready"),
            periodSeconds: 5,
            timeoutSeconds: 2,
            failureThreshold: 3,
          },
          startupProbe: { ...get("/health/live"), periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
          lifecycle: { preStop: { sleep: { seconds: 10 } } },
        },
      ],
    });
  });
});
