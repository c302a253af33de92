import { policyPack } from "../policy-pack.ts";

policyPack({ exceptions: "../../exceptions.yaml" });
