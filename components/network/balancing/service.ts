import { BackendService } from "@pulumi/gcp/compute/backendService.js";
import { HealthCheck } from "@pulumi/gcp/compute/healthCheck.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import type { Endpoint } from "../../core/link.ts";
import { checkHeaders, type RequestHeaders, toHeaderLines } from "./headers.ts";
import { backendsOf, type RegionSettings } from "./regions.ts";

/** The load balancer's health check of endpoints. */
export interface BalancedHealth {
  /** Requested path; any host, no server name in the TLS handshake. Default "/healthz". */
  readonly path?: string;
  /** Health check interval, in seconds. Default 5 (source: gmail-auth, global load balancer). */
  readonly intervalSeconds?: number;
  /** Timeout of a health check, in seconds, at most the interval. Default 5, at most the interval. */
  readonly timeoutSeconds?: number;
  /** Consecutive failures after which an endpoint gets no requests. Default 2. */
  readonly failures?: number;
  /** Consecutive successes after which it gets requests again. Default 2. */
  readonly successes?: number;
}

/** When an endpoint that responds with errors is ejected temporarily, regardless of its health check. */
export interface OutlierDetection {
  /** Consecutive errors (502, 503, 504). Default 5. */
  readonly consecutiveErrors?: number;
  /** Base duration of an ejection, in seconds, longer each time. Default 30. */
  readonly ejectionSeconds?: number;
  /** Maximum share of ejected endpoints, in percent. Default 10. */
  readonly maxEjectionPercent?: number;
}

/** An endpoint for a load balancer, which connects to its pods rather than its host name. */
export type BalancedEndpoint = Omit<Endpoint, "host"> & Partial<Pick<Endpoint, "host">>;

/** Pods behind a {@link GlobalLoadBalancer}, and how requests reach them. */
export interface BalancedService {
  /**
   * Name of the network endpoint groups that GKE creates for a Service with the annotation `cloud.google.com/neg`; the
   * same in every zone and region.
   */
  readonly endpointGroup: string;
  /** The endpoint there: its protocol determines the backend protocol, and diagrams show the link. */
  readonly endpoint: BalancedEndpoint;
  /**
   * Target rate of an endpoint, in requests a second; beyond it others, then other regions, take over. Default 1000.
   */
  readonly maxRatePerEndpoint?: number;
  /** Timeout of a complete response, in seconds. Default 90, above the 60 of the ingress behind it. */
  readonly timeoutSeconds?: number;
  /**
   * Idle timeout of WebSockets, in seconds; the cloud has one limit for both, so a longer value also applies to
   * responses. Default: `timeoutSeconds`. Every WebSocket ends after 24 hours.
   */
  readonly webSocketIdleSeconds?: number;
  /** Connection draining timeout of a removed endpoint, in seconds, 0 to 3600. Default 60. */
  readonly drainSeconds?: number;
  /** Health check. Default: `/healthz` every 5 s. */
  readonly health?: BalancedHealth;
  /**
   * Default none: it is uncertain whether the cloud accepts it for endpoint groups. The API's reference allows it with
   * the scheme EXTERNAL_MANAGED, in 2023 it was refused ("Outlier detection is not supported").
   */
  readonly outlierDetection?: OutlierDetection;
  /** Headers added to requests, by name; {@link HEADER_VARIABLES} in braces. Default none. */
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

/** @param at its path in the arguments, such as `service` */
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

/** Checks every endpoint at its serving port, from Google's addresses. */
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
      // Only changes of health, which explain an outage afterwards.
      logConfig: { enable: true },
    },
    opts,
  );
}

/** Inputs of a backend service besides its settings. */
export interface ServiceContext {
  readonly project: string;
  readonly regions: Readonly<Record<string, RegionSettings>>;
  readonly preferred?: readonly string[];
  readonly healthCheck: Input<string>;
  readonly distribution: Input<string>;
  readonly securityPolicy?: Input<string>;
}

/** All changes here are updates in place: regions, zones and shares are in one list of backends. */
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
    // Errors of the application itself (500) are no sign of an unhealthy endpoint.
    consecutiveGatewayFailure: consecutiveErrors,
    enforcingConsecutiveGatewayFailure: 100,
    enforcingConsecutiveErrors: 0,
    enforcingSuccessRate: 0,
    baseEjectionTime: { seconds: ejectionSeconds },
    maxEjectionPercent,
  };
}
