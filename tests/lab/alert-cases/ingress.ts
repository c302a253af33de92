import type { AlertCase } from "./case.ts";

const pod = 'namespace="nginx-ingress", pod="a"';
const answers = (code: number) =>
  `nginx_ingress_controller_upstream_server_response_latency_ms_count{${pod}, resource_namespace="shop", service="api", code="${code}"}`;
const api = { resource_namespace: "shop", service: "api" };

/** The ingress controller. */
export const INGRESS_CASES: readonly AlertCase[] = [
  {
    alert: "IngressDown",
    when: "when nginx answers on no pod",
    series: { [`nginx_ingress_nginx_up{${pod}}`]: "1x5 0x20" },
    minutes: 15,
    fires: [{}],
  },
  {
    alert: "IngressDown",
    when: "while one of two pods serves",
    series: {
      [`nginx_ingress_nginx_up{${pod}}`]: "0x20",
      'nginx_ingress_nginx_up{namespace="nginx-ingress", pod="b"}': "1x20",
    },
    minutes: 15,
    fires: [],
  },
  {
    alert: "IngressReloadFailed",
    when: "for the pod whose configuration nginx refuses",
    series: {
      [`nginx_ingress_controller_nginx_last_reload_status{${pod}}`]: "1x3 0x20",
      'nginx_ingress_controller_nginx_last_reload_status{namespace="nginx-ingress", pod="b"}': "1x25",
    },
    minutes: 15,
    fires: [{ namespace: "nginx-ingress", pod: "a" }],
  },
  {
    alert: "IngressReloadFailed",
    when: "once a later reload succeeds",
    series: { [`nginx_ingress_controller_nginx_last_reload_status{${pod}}`]: "0x3 1x20" },
    minutes: 15,
    fires: [],
  },
  {
    alert: "IngressErrors",
    when: "for a service whose pods refuse connections",
    series: { [answers(200)]: "0+40x20", [answers(502)]: "0+60x20" },
    minutes: 15,
    fires: [api],
  },
  {
    alert: "IngressErrors",
    when: "for a single error at night",
    series: { [answers(200)]: "0x20", [answers(502)]: "0x9 1x10" },
    minutes: 15,
    fires: [],
  },
];
