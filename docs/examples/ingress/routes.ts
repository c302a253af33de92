import { Provider } from "@pulumi/kubernetes/provider.js";
import { serviceEndpoint } from "#components/core/link";
import { NginxIngress } from "#components/ingress/nginx-ingress";
import { Routes } from "#components/ingress/routes";

/** A page, an API whose sign-in is limited more tightly, live updates over WebSocket, and cached reviews. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const ingress = new NginxIngress(
    "ingress",
    {
      exposure: { from: "cloudflare", address: "203.0.113.10" },
      controlPlaneRanges: ["172.16.0.0/28"],
    },
    opts,
  );
  const frontend = serviceEndpoint({ name: "frontend", namespace: "shop", port: 80, targetPort: 8080 });
  const backend = serviceEndpoint({ name: "backend", namespace: "shop", port: 8500 });
  const routes = new Routes(
    "shop",
    {
      host: "shop.example.com",
      namespace: "shop",
      ingress: ingress.controller,
      tlsSecret: "shop-tls",
      routes: {
        app: { path: "/", to: frontend },
        api: { path: "/api", to: backend },
        login: { path: "/api/login", to: backend, limits: { address: { requestsPerMinute: 100 } } },
        live: { path: "/api/live", to: backend, webSocketIdleSeconds: 3600 },
        reviews: { path: "/api/reviews", to: backend, cache: { freshSeconds: 300 } },
        health: { path: "/health", match: "exact", to: backend },
      },
    },
    opts,
  );
  return { host: routes.host };
}
