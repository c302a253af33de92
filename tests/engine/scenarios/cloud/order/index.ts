import { leaveOutDebugging } from "#infra/sdk-debugging";
import { program } from "./program.ts";

leaveOutDebugging();
program();
