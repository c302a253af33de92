import type { AlertCase } from "./case.ts";
import { DATA_CASES } from "./data.ts";
import { INGRESS_CASES } from "./ingress.ts";
import { PLATFORM_CASES } from "./platform.ts";
import { POD_CASES } from "./pods.ts";
import { REQUEST_CASES } from "./requests.ts";
import { SERVICE_LEVEL_CASES } from "./service-level.ts";

/** Every alert, where it fires and where it stays quiet. */
export const CASES: readonly AlertCase[] = [
  ...INGRESS_CASES,
  ...REQUEST_CASES,
  ...POD_CASES,
  ...DATA_CASES,
  ...PLATFORM_CASES,
  ...SERVICE_LEVEL_CASES,
];
