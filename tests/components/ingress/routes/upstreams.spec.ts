import { expect } from "chai";
import type { Balancing } from "#components/ingress/nginx/proxy";
import { check } from "#policies/check";
import type { Exception } from "#policies/exceptions/exception";
import { sessionAffinity } from "#policies/kubernetes/network/session-affinity";
import { BACKEND, HOWLEROPS, recordRoutes, routeAt, under, upstreamNamed, valuesOf } from "../fixtures.ts";

describe("Routes", () => {
  it("S40: balances by fewest connections, in turn, by address or by cookie", async () => {
    const method = async (balancing: "least_conn" | "round_robin" | "ip_hash" | { cookie?: string }) => {
      const graph = await recordRoutes({ proxy: { balancing } });
      const upstream = upstreamNamed(graph, "backend");
      return [under(upstream, "lb-method"), under(upstream, "sessionCookie", "name")];
    };
    expect(await method("least_conn")).to.deep.equal(["least_conn", undefined]);
    expect(await method("round_robin")).to.deep.equal(["round_robin", undefined]);
    expect(await method("ip_hash")).to.deep.equal(["ip_hash", undefined]);
    expect(await method({})).to.deep.equal(["least_conn", "srv_id"]);
    expect(under(upstreamNamed(await recordRoutes(), "backend"), "lb-method")).to.equal("least_conn");
  });

  it("S55: refuses what ties a client to a pod, until an exception of the stack says why", async () => {
    const verdict = async (balancing: Balancing, exceptions: readonly Exception[] = []) => {
      const graph = await recordRoutes({ proxy: { balancing } });
      return check(graph, [sessionAffinity], { today: "2026-11-21", exceptions });
    };
    expect((await verdict("least_conn")).findings).to.deep.equal([]);
    for (const balancing of ["ip_hash", { cookie: "srv_id" }] as const) {
      // One for each of the upstreams, frontend and backend.
      expect((await verdict(balancing)).findings.map(({ enforcement }) => enforcement)).to.deep.equal([
        "mandatory",
        "mandatory",
      ]);
    }
    const accepted = await verdict({ cookie: "srv_id" }, [
      {
        rule: "kubernetes-session-affinity",
        stack: "*",
        resource: "web",
        reason: "sessions are still kept in the memory of the pods",
        owner: "platform",
        expires: "2027-03-01",
      },
    ]);
    expect(accepted.findings).to.deep.equal([]);
    expect(accepted.excepted).to.have.length(2);
  });

  it("S52: sticks by address with the client's real one, since behind the edge all others are its proxies'", async () => {
    const graph = await recordRoutes({ proxy: { balancing: "ip_hash" } });
    expect(upstreamNamed(graph, "backend")).to.include({ "lb-method": "ip_hash" });
    const entries = under(valuesOf(graph, "ingress-release"), "controller", "config", "entries");
    expect(under(entries, "real-ip-header")).to.equal("CF-Connecting-IP");
    expect(String(under(entries, "set-real-ip-from")).split(",")).to.include("104.16.0.0/13");
  });

  it("S41: leaves a pod alone for 30 s after 3 failures", async () => {
    const upstream = upstreamNamed(await recordRoutes(), "backend");
    expect(upstream).to.include({ "max-fails": 3, "fail-timeout": "30s" });
  });

  it("S42: waits 60 s to send and to read and 5 s to connect, and a route may differ", async () => {
    const slow = { path: "/api/report", to: BACKEND, proxy: { readTimeoutSeconds: 300 } };
    const graph = await recordRoutes({ routes: { ...HOWLEROPS.routes, report: slow } });
    const documented = { "connect-timeout": "5s", "send-timeout": "60s", "read-timeout": "60s" };
    expect(upstreamNamed(graph, "backend")).to.include(documented);
    expect(upstreamNamed(graph, "backend-report")).to.include({ ...documented, "read-timeout": "300s" });
    expect(under(routeAt(graph, "/api/report/"), "action", "proxy", "upstream")).to.equal("backend-report");
  });

  it("S43: keeps a WebSocket that is idle for as long as its route says, and no other request", async () => {
    const live = { path: "/live", to: BACKEND, webSocketIdleSeconds: 3600 };
    const graph = await recordRoutes({ routes: { live } });
    const patience = { "read-timeout": "3600s", "send-timeout": "3600s", "connect-timeout": "5s" };
    expect(upstreamNamed(graph, "backend-live-websockets")).to.include(patience);
    expect(upstreamNamed(graph, "backend")).to.include({ "read-timeout": "60s", "send-timeout": "60s" });
    for (const path of ["=/live", "/live/"]) {
      const route = routeAt(graph, path);
      expect(under(route, "action", "proxy", "upstream")).to.equal("backend");
      expect(under(route, "matches")).to.have.length(1);
      expect(under(route, "matches", 0, "conditions")).to.deep.equal([
        { header: "upgrade", value: "websocket" },
      ]);
      const upgraded = under(route, "matches", 0, "action", "proxy");
      expect(upgraded).to.deep.include({ upstream: "backend-live-websockets" });
      expect(under(upgraded, "requestHeaders")).to.deep.equal(
        under(route, "action", "proxy", "requestHeaders"),
      );
    }
  });

  it("S53: sticks by the cookie srv_id for an hour", async () => {
    const balancing = { domain: ".example.com" };
    const graph = await recordRoutes({ proxy: { balancing } });
    expect(under(upstreamNamed(graph, "backend"), "sessionCookie")).to.deep.equal({
      enable: true,
      name: "srv_id",
      expires: "3600s",
      path: "/",
      domain: ".example.com",
      httpOnly: true,
      secure: true,
      samesite: "lax",
    });
  });
});
