/**
 * Cloudflare Worker that decides which other origins may read responses. Preflights are answered here, before
 * the origin is asked; every other response passes with the CORS headers that are right for its origin and no
 * others, since a doubled header counts as none.
 *
 * @typedef {object} Policy
 * @property {string[]} origins exact origins such as `https://example.com`; `*` alone for everybody
 * @property {string[]} methods
 * @property {string[]} headers request headers that a page may set
 * @property {number} maxAgeSeconds how long a browser may remember a preflight
 * @property {boolean} credentials whether cookies and Authorization may be sent
 */

/** Headers that only this Worker may set. */
const OWNED = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
];

export const worker = {
  /**
   * @param {Request} request
   * @param {{ POLICY: Policy }} env
   */
  async fetch(request, env) {
    const allowed = allowances(request.headers.get("Origin"), env.POLICY);
    if (isPreflight(request)) {
      return answer(new Response(null, { status: 204 }), { ...allowed, ...preflight(allowed, env.POLICY) });
    }
    return answer(await fetch(request), allowed);
  },
};

/**
 * What an origin is allowed: nothing at all when it is not on the list.
 *
 * @param {string | null} origin
 * @param {Policy} policy
 * @returns {Record<string, string>}
 */
function allowances(origin, policy) {
  if (policy.origins.includes("*")) {
    // Browsers refuse credentials together with "*".
    return { "Access-Control-Allow-Origin": "*" };
  }
  if (origin === null || !policy.origins.includes(origin)) {
    return {};
  }
  return {
    "Access-Control-Allow-Origin": origin,
    ...(policy.credentials ? { "Access-Control-Allow-Credentials": "true" } : {}),
  };
}

/** @param {Record<string, string>} allowed @param {Policy} policy @returns {Record<string, string>} */
function preflight(allowed, policy) {
  if (!("Access-Control-Allow-Origin" in allowed)) {
    return {};
  }
  return {
    "Access-Control-Allow-Methods": policy.methods.join(", "),
    "Access-Control-Allow-Headers": policy.headers.join(", "),
    "Access-Control-Max-Age": String(policy.maxAgeSeconds),
  };
}

/** A plain OPTIONS is the origin's; only a browser's question names the method it wants. @param {Request} request */
function isPreflight(request) {
  return request.method === "OPTIONS" && request.headers.has("Access-Control-Request-Method");
}

/** @param {Response} response @param {Record<string, string>} allowed */
function answer(response, allowed) {
  const headers = new Headers(response.headers);
  for (const name of OWNED) {
    headers.delete(name);
  }
  for (const [name, value] of Object.entries(allowed)) {
    headers.set(name, value);
  }
  // Caches between here and the page must not hand one origin's answer to another.
  if (allowed["Access-Control-Allow-Origin"] !== "*") {
    headers.append("Vary", "Origin");
  }
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
