import { BackendService } from "@pulumi/gcp/compute/backendService.js";
import { HealthCheck } from "@pulumi/gcp/compute/healthCheck.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import type { Endpoint } from "../../core/link.ts";
import { checkHeaders, type RequestHeaders, toHeaderLines } from "./headers.ts";
import { backendsOf, type RegionSettings } from "./regions.ts";

/** How the load balancer asks whether an endpoint answers. */
export interface BalancedHealth {
  /** Path that is asked for; any host, no name in the TLS handshake. Default "/healthz". */
  readonly path?: string;
  /** Seconds between questions. Default 5 (source: gmail-auth, global load balancer). */
  readonly intervalSeconds?: number;
  /** Seconds after which a question counts as failed, at most the interval. Default 5, at most the interval. */
  readonly timeoutSeconds?: number;
  /** Failures in a row after which nothing is sent there. Default 2. */
  readonly failures?: number;
  /** Successes in a row after which it is used again. Default 2. */
  readonly successes?: number;
}

/** When an endpoint that answers with errors is left out for a while, whatever its health check says. */
export interface OutlierDetection {
  /** Errors (502, 503, 504) in a row. Default 5. */
  readonly consecutiveErrors?: number;
  /** Seconds for which it is left out, more each time. Default 30. */
  readonly ejectionSeconds?: number;
  /** Most endpoints left out at a time, in percent. Default 10. */
  readonly maxEjectionPercent?: number;
}

/** An endpoint as a load balancer sees it, which reaches its pods and not its host name. */
export type BalancedEndpoint = Omit<Endpoint, "host" | "credential">;

/** Pods behind a {@link GlobalLoadBalancer}, and how they are spoken to. */
export interface BalancedService {
  /**
   * Name of the network endpoint groups that GKE makes for a Service with the annotation `cloud.google.com/neg`;
   * the same in every zone and region.
   */
  readonly endpointGroup: string;
  /** What answers there: its protocol decides how it is spoken to, and the picture shows the line. */
  readonly endpoint: BalancedEndpoint;
  /** Requests a second that one endpoint takes before others, then other regions, get them. Default 1000. */
  readonly maxRatePerEndpoint?: number;
  /** Seconds within which an answer has to be complete. Default 90, above the 60 of the ingress behind. */
  readonly timeoutSeconds?: number;
  /**
   * Seconds for which a WebSocket may be silent; the cloud has one time limit for both, so it holds for answers
   * where it is longer. Default: `timeoutSeconds`. After 24 hours every WebSocket ends.
   */
  readonly webSocketIdleSeconds?: number;
  /** Seconds that an endpoint which leaves has for open requests, 0 to 3600. Default 60. */
  readonly drainSeconds?: number;
  /** How health is asked. Default: `/healthz` every 5 s. */
  readonly health?: BalancedHealth;
  /**
   * Default none: whether the cloud takes it for endpoint groups is doubtful. The API's reference allows it with
   * the scheme EXTERNAL_MANAGED, in 2023 it was refused ("Outlier detection is not supported").
   */
  readonly outlierDetection?: OutlierDetection;
  /** Headers added to requests, by name; {@link HEADER_VARIABLES} stand in braces. Default none. */
  readonly requestHeaders?: RequestHeaders;
  /** Share of requests that are logged, 0 to 1. Default 1. */
  readonly logSampleRate?: number;
}

const PROTOCOLS: Readonly<Record<string, "HTTPS" | "HTTP" | "HTTP2">> = {
  https: "HTTPS",
  http: "HTTP",
  grpc: "HTTP2",
};

/** A service with its defaults. */
export type ServiceSettings = ReturnType<typeof serviceWithDefaults>;

/** @param at where it stands in the arguments, such as `service` */
export function serviceWithDefaults(checks: ArgumentChecks, at: string, service: BalancedService) {
  const { endpointGroup, endpoint, health = {}, outlierDetection: outliers } = service;
  const { timeoutSeconds = 90, maxRatePerEndpoint = 1000, drainSeconds = 60, logSampleRate = 1 } = service;
  const { path = "/healthz", intervalSeconds = 5, failures = 2, successes = 2 } = health;
  const asked = health.timeoutSeconds ?? Math.min(5, intervalSeconds);
  checks.matches(`${at}.endpointGroup`, endpointGroup, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(
    endpointGroup.length <= 63,
    `${at}.endpointGroup`,
    endpointGroup,
    "names of at most 63 characters",
  );
  checks.oneOf(`${at}.endpoint.protocol`, endpoint.protocol, Object.keys(PROTOCOLS));
  checks.whole(`${at}.maxRatePerEndpoint`, maxRatePerEndpoint, 1, 1_000_000, "requests a second");
  checks.whole(`${at}.timeoutSeconds`, timeoutSeconds, 1, 86_400, "seconds; front ends restart within a day");
  checks.whole(`${at}.webSocketIdleSeconds`, service.webSocketIdleSeconds, 1, 86_400, "seconds");
  checks.whole(`${at}.drainSeconds`, drainSeconds, 0, 3600, "seconds");
  checks.that(path.startsWith("/"), `${at}.health.path`, path, "paths that start with /");
  checks.whole(`${at}.health.intervalSeconds`, intervalSeconds, 1, 300, "seconds");
  checks.whole(`${at}.health.timeoutSeconds`, asked, 1, intervalSeconds, "seconds, at most the interval");
  checks.whole(`${at}.health.failures`, failures, 1, 10);
  checks.whole(`${at}.health.successes`, successes, 1, 10);
  checks.whole(`${at}.outlierDetection.consecutiveErrors`, outliers?.consecutiveErrors, 1, 1000);
  checks.whole(`${at}.outlierDetection.ejectionSeconds`, outliers?.ejectionSeconds, 1, 3600, "seconds");
  checks.whole(`${at}.outlierDetection.maxEjectionPercent`, outliers?.maxEjectionPercent, 1, 100, "percent");
  checks.range(`${at}.logSampleRate`, logSampleRate, 0, 1, "share of requests");
  checkHeaders(checks, `${at}.requestHeaders`, service.requestHeaders ?? {});
  return {
    endpointGroup,
    protocol: PROTOCOLS[endpoint.protocol] ?? "HTTPS",
    maxRatePerEndpoint,
    timeoutSeconds: Math.max(timeoutSeconds, service.webSocketIdleSeconds ?? 0),
    drainSeconds,
    health: { path, intervalSeconds, timeoutSeconds: asked, failures, successes },
    outlierDetection: outliers,
    requestHeaders: service.requestHeaders ?? {},
    logSampleRate,
  };
}

/** Asks every endpoint at the port at which it serves, from Google's own addresses. */
export function createHealthCheck(
  name: string,
  { protocol, health }: ServiceSettings,
  opts: CustomResourceOptions,
): HealthCheck {
  const ask = { requestPath: health.path, portSpecification: "USE_SERVING_PORT" };
  return new HealthCheck(
    name,
    {
      checkIntervalSec: health.intervalSeconds,
      timeoutSec: health.timeoutSeconds,
      healthyThreshold: health.successes,
      unhealthyThreshold: health.failures,
      ...(protocol === "HTTPS" ? { httpsHealthCheck: ask } : {}),
      ...(protocol === "HTTP" ? { httpHealthCheck: ask } : {}),
      ...(protocol === "HTTP2" ? { http2HealthCheck: ask } : {}),
      // Changes of health only, which is what explains an outage afterwards.
      logConfig: { enable: true },
    },
    opts,
  );
}

/** What a backend service is made from besides its settings. */
export interface ServiceContext {
  readonly project: string;
  readonly regions: Readonly<Record<string, RegionSettings>>;
  readonly preferred?: readonly string[];
  readonly healthCheck: Input<string>;
  readonly distribution: Input<string>;
  readonly securityPolicy?: Input<string>;
}

/** Whatever changes here is an update in place: regions, zones and shares stand in the one list of backends. */
export function createBackendService(
  name: string,
  settings: ServiceSettings,
  around: ServiceContext,
  opts: CustomResourceOptions,
): BackendService {
  const { endpointGroup, maxRatePerEndpoint, outlierDetection } = settings;
  const headers = toHeaderLines(settings.requestHeaders);
  return new BackendService(
    name,
    {
      loadBalancingScheme: "EXTERNAL_MANAGED",
      protocol: settings.protocol,
      timeoutSec: settings.timeoutSeconds,
      connectionDrainingTimeoutSec: settings.drainSeconds,
      backends: backendsOf({ ...around, endpointGroup, maxRatePerEndpoint }),
      healthChecks: around.healthCheck,
      serviceLbPolicy: around.distribution,
      ...(around.securityPolicy === undefined ? {} : { securityPolicy: around.securityPolicy }),
      ...(headers.length > 0 ? { customRequestHeaders: headers } : {}),
      ...(outlierDetection ? { outlierDetection: toOutlierDetection(outlierDetection) } : {}),
      logConfig: { enable: settings.logSampleRate > 0, sampleRate: settings.logSampleRate },
    },
    opts,
  );
}

function toOutlierDetection({
  consecutiveErrors = 5,
  ejectionSeconds = 30,
  maxEjectionPercent = 10,
}: OutlierDetection) {
  return {
    // Errors of the program itself (500) say nothing about the endpoint.
    consecutiveGatewayFailure: consecutiveErrors,
    enforcingConsecutiveGatewayFailure: 100,
    enforcingConsecutiveErrors: 0,
    enforcingSuccessRate: 0,
    baseEjectionTime: { seconds: ejectionSeconds },
    maxEjectionPercent,
  };
}
