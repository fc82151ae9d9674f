import type { Evasion } from "./case";
import { awsEvasions, awsPaths, backendEvasions } from "./r1-aws";
import { kubernetesEvasions, kubernetesPaths } from "./r1-kubernetes";
import { cacheEvasions } from "./r2";
import { rateEvasions } from "./r3";
import { keyEvasions, planEvasions } from "./r4";

/** Every evasion of the corpus, by what it tries to get round. */
export const evasions: Readonly<Record<string, readonly Evasion[]>> = {
    "R1 Kubernetes": [...kubernetesEvasions, ...kubernetesPaths],
    "R1 AWS": [...awsEvasions, ...backendEvasions, ...awsPaths],
    "R2 cache": cacheEvasions,
    "R3 rates": rateEvasions,
    "R4 keys": [...keyEvasions, ...planEvasions],
};
