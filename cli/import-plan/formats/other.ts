import type { ImportFormat } from "./format.ts";

const SECRET_VALUE = "its id would be the secret itself; left alone, `up` makes a new one";

/** Import formats of what no cloud holds. Source: @pulumi/random, the "Import" part of each type. */
export const OTHER_FORMATS: Readonly<Record<string, ImportFormat>> = {
  "random:index/randomBytes:RandomBytes": {
    documented: "Random bytes can be imported by specifying the value as base64 string.",
    id: undefined,
    read: SECRET_VALUE,
  },
  "random:index/randomPassword:RandomPassword": {
    documented: "You can import external passwords into your Pulumi programs as follows:",
    id: undefined,
    read: SECRET_VALUE,
  },
};
