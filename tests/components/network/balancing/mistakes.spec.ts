import { expect } from "chai";
import { ReservedAddress } from "#components/network/reserved-address";
import { recordWith } from "../../../support/record.ts";
import { errorOf, type Mistake, refusesBeforeRegistering } from "../../../support/refusals.ts";
import { makeBalancer, type recordBalancer, service, THREE_REGIONS } from "./fixtures.ts";

describe("components/network/GlobalLoadBalancer, given what cannot work", () => {
  const errors: Mistake<Parameters<typeof recordBalancer>[0]>[] = [
    [
      "a project that is none",
      { project: { id: "p", number: "1" } },
      'project.id is "p"; allowed are project ids',
    ],
    [
      "an address name with capitals",
      { address: "Shop" },
      'address is "Shop"; allowed are lower-case letters',
    ],
    ["no host", { hosts: {} }, "hosts is {}; allowed are maps with at least one host"],
    [
      "what is no host",
      { hosts: { site: "*.example.com" } },
      'hosts["site"] is "*.example.com"; allowed are host names such as example.com; those below it are meant by',
    ],
    [
      "a host's key that cannot be in a name",
      { hosts: { "my-site": "example.com" } },
      'hosts key is "my-site"; allowed are lower-case letters and digits',
    ],
    [
      "a host twice",
      { hosts: { a: "example.com", b: { name: "example.com", subdomains: true } } },
      'hosts["b"] is "example.com"; allowed are names that no other host has; "a" has this one',
    ],
    [
      "a key that gives too long a name",
      { hosts: { averyveryverylongkeyofahost: "example.com" } },
      "balancer-certificate-averyveryverylongkeyofahost-subdomains has 59 of 55 characters",
    ],
    ["no region", { regions: {} }, "regions is {}; allowed are maps with at least one region"],
    [
      "a region that is none",
      { regions: { mumbai: { zones: [] } } },
      'regions["mumbai"].region is "mumbai"; allowed are regions, such as us-central1',
    ],
    [
      "a zone of another region",
      { regions: { "asia-south1": { zones: ["us-central1-a"] } } },
      'regions["asia-south1"].zones is "us-central1-a"; allowed are zones of asia-south1',
    ],
    [
      "a zone twice",
      { regions: { "asia-south1": { zones: ["asia-south1-a", "asia-south1-a"] } } },
      "allowed are each zone once",
    ],
    [
      "all regions drained",
      { regions: { "asia-south1": { zones: ["asia-south1-a"], drained: true }, "us-central1": {} } },
      'regions is ["asia-south1","us-central1"]; allowed are maps in which a region with zones is not drained',
    ],
    [
      "a share that the cloud has no room for",
      { regions: { "asia-south1": { capacity: 0.05 } } },
      'regions["asia-south1"].capacity is 0.05; allowed are 0.1 to 1 (a share; drained stands for 0)',
    ],
    [
      "a name of an endpoint group with capitals",
      { service: service("ingress", { endpointGroup: "Ingress" }) },
      'service.endpointGroup is "Ingress"; allowed are lower-case letters',
    ],
    [
      "a protocol that it cannot speak",
      { service: service("x", { endpoint: { ...service("x").endpoint, protocol: "redis" } }) },
      'service.endpoint.protocol is "redis"; allowed are "https", "http", "grpc"',
    ],
    [
      "a question that takes longer than the time to the next",
      { service: service("x", { health: { timeoutSeconds: 6 } }) },
      "service.health.timeoutSeconds is 6; allowed are whole numbers from 1 to 5 (seconds, at most the interval)",
    ],
    [
      "a path without a slash",
      { service: service("x", { health: { path: "healthz" } }) },
      'service.health.path is "healthz"; allowed are paths that start with /',
    ],
    [
      "a drain of more than an hour",
      { service: service("x", { drainSeconds: 3601 }) },
      "service.drainSeconds is 3601; allowed are whole numbers from 0 to 3600 (seconds)",
    ],
    [
      "a header of Google's own",
      { service: service("x", { requestHeaders: { "X-Google-Id": "a" } }) },
      `service.requestHeaders' name is "X-Google-Id"; allowed are names of headers, except Host`,
    ],
    [
      "a variable that there is none of",
      { service: service("x", { requestHeaders: { "X-Request-Id": "{request_id}" } }) },
      'service.requestHeaders["X-Request-Id"] is "request_id"; allowed are "client_region"',
    ],
    [
      "a header twice",
      { service: service("x", { requestHeaders: { "X-A": "1", "x-a": "2" } }) },
      'service.requestHeaders is ["X-A","x-a"]; allowed are each header once',
    ],
    [
      "more logs than requests",
      { service: service("x", { logSampleRate: 2 }) },
      "service.logSampleRate is 2; allowed are 0 to 1 (share of requests)",
    ],
    [
      "a route's mistake, naming the route",
      { routes: { maps: { paths: ["/maps"], service: service("x", { timeoutSeconds: 0 }) } } },
      'routes["maps"].service.timeoutSeconds is 0; allowed are whole numbers from 1 to 86400',
    ],
    [
      "a route's path with a star",
      { routes: { maps: { paths: ["/maps/*"], service: service("maps") } } },
      'routes["maps"].paths is "/maps/*"; allowed are paths such as /maps, without a slash or * at the end',
    ],
    [
      "a path of two routes",
      {
        routes: {
          a: { paths: ["/a"], service: service("a") },
          b: { paths: ["/a"], service: service("b") },
        },
      },
      'routes["b"].paths is "/a"; allowed are paths that no other route has; "a" has this one',
    ],
    [
      "a route's key that cannot be in a name",
      { routes: { "my-maps": { paths: ["/a"], service: service("a") } } },
      'routes key is "my-maps"; allowed are lower-case letters and digits',
    ],
    [
      "a route that is called as the rest is",
      { routes: { service: { paths: ["/a"], service: service("a") } } },
      'routes key is "service"; allowed are keys other than service',
    ],
    [
      "a country of two locations",
      {
        locations: {
          a: { countries: ["IN"], regions: ["asia-south1"] },
          b: { countries: ["IN"], regions: ["us-central1"] },
        },
      },
      'locations["b"].countries is "IN"; allowed are countries that no other location has; "a" has this one',
    ],
    [
      "a country that is spelled out",
      { locations: { a: { countries: ["India"], regions: ["asia-south1"] } } },
      'locations["a"].countries is "India"; allowed are two capitals, such as IN',
    ],
    [
      "a location in a region that is not there",
      { locations: { a: { countries: ["IN"], regions: ["europe-west1"] } } },
      'locations["a"].regions is "europe-west1"; allowed are "asia-south1", "asia-southeast1", "us-central1"',
    ],
    [
      "a strict location whose regions are drained",
      {
        regions: { ...THREE_REGIONS, "asia-south1": { ...THREE_REGIONS["asia-south1"], drained: true } },
        locations: { a: { countries: ["IN"], regions: ["asia-south1"], strict: true } },
      },
      "allowed are at least one region that is not drained, since strict leaves no other",
    ],
    [
      "a location that is everybody's",
      { locations: { everybody: { countries: ["IN"], regions: ["asia-south1"] } } },
      'locations key is "everybody"; allowed are keys other than everybody',
    ],
    [
      "1.3 only with ciphers of 1.2",
      { tls: { minimumVersion: "1.3", profile: "MODERN" } },
      'tls.profile is "MODERN"; allowed are "RESTRICTED" where the lowest version is 1.3',
    ],
    [
      "keys that give too long names",
      { locations: { ["a".repeat(40)]: { countries: ["IN"], regions: ["asia-south1"] } } },
      `name is "balancer"; allowed are shorter, or with shorter keys: balancer-backend-in-${"a".repeat(40)}`,
    ],
    [
      "a threshold above all",
      { distribution: { failoverHealthPercent: 100 } },
      "distribution.failoverHealthPercent is 100; allowed are whole numbers from 1 to 99 (percent)",
    ],
  ];
  refusesBeforeRegistering(["GlobalLoadBalancer", "balancer"], errors, (args, gcp) =>
    makeBalancer(args ?? {}, gcp),
  );

  it("refuses an address of one region", async () => {
    let failure = "";
    await recordWith(({ gcp }) => {
      const args = { addressName: "shop", region: "us-central1" };
      const address = new ReservedAddress("entrance", args, { provider: gcp });
      failure = errorOf(() => makeBalancer({ address }, gcp));
      return {};
    });
    expect(failure).to.contain("allowed are anycast addresses, which are reserved without a region");
  });
});
