import type { Evasion } from "./case";
import { awsEvasions, awsPaths, backendEvasions, newerBackendEvasions } from "./r1-aws";
import { commandEvasions } from "./r1-commands";
import { customKindEvasions } from "./r1-custom-kinds";
import { describedEvasions } from "./r1-described";
import { endpointEvasions } from "./r1-endpoints";
import { gatewayApiEvasions } from "./r1-gateway-api";
import { hostedEvasions } from "./r1-hosted";
import { joinedEvasions } from "./r1-joined";
import { kubernetesEvasions, kubernetesPaths } from "./r1-kubernetes";
import { launchEvasions } from "./r1-launches";
import { operatorEvasions } from "./r1-operators";
import { templateEvasions } from "./r1-templates";
import { cacheEvasions } from "./r2";
import { rateEvasions } from "./r3";
import { keyEvasions, planEvasions } from "./r4";

/** Every evasion of the corpus, by what it tries to get round. */
export const evasions: Readonly<Record<string, readonly Evasion[]>> = {
    "R1 Kubernetes": [...kubernetesEvasions, ...kubernetesPaths],
    "R1 AWS": [...awsEvasions, ...backendEvasions, ...newerBackendEvasions, ...awsPaths],
    "R1 custom kinds": customKindEvasions,
    "R1 endpoints": endpointEvasions,
    "R1 described resources": describedEvasions,
    "R1 joined resources": joinedEvasions,
    "R1 commands": commandEvasions,
    "R1 Gateway API": gatewayApiEvasions,
    "R1 hosted": hostedEvasions,
    "R1 launches": launchEvasions,
    "R1 operators": operatorEvasions,
    "R1 templates": templateEvasions,
    "R2 cache": cacheEvasions,
    "R3 rates": rateEvasions,
    "R4 keys": [...keyEvasions, ...planEvasions],
};
