import { type Grammar, pattern } from "./grammar.ts";

/** Key of a secret of a vault; with its prefix it is the id in Secret Manager. */
export const secretKey: Grammar = pattern(
  /^[a-z]([-a-z0-9]{0,60}[a-z0-9])?$/,
  "keys of lower-case letters, digits and hyphens",
);

/** Id of a secret. Source: Secret Manager, creating secrets. */
export const secretId: Grammar = pattern(
  /^[A-Za-z0-9_-]{1,255}$/,
  "ids of up to 255 letters, digits, _ and -",
);

/**
 * Name of a bucket. Names with dots are refused: they are domains, whose ownership Google verifies first. Source: Cloud
 * Storage, bucket name requirements.
 */
export const bucketName: Grammar = (name) =>
  /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/.test(name) && !/^goog|g[o0]{2}g[l1]e/.test(name)
    ? undefined
    : "3 to 63 lower-case letters, digits, - and _, from a letter or digit to a letter or digit, without goog at the " +
      "start and without google in it";
