import type { ViolationCase } from "./case";
import { bodyViolations } from "./gateway-bodies";
import { gatewayCacheViolations } from "./gateway-cache";
import { clientViolations } from "./gateway-clients";
import { gatewayEdgeViolations, servedViolations } from "./gateway-edges";
import { hurriedViolations, onceViolations } from "./gateway-hurried";
import { joinedGatewayViolations } from "./gateway-joined";
import { publishedApiViolations } from "./gateway-published";
import { awsPaths, awsViolations, backendViolations, newerBackendViolations } from "./r1-aws";
import { balancedViolations } from "./r1-balanced";
import { carriedViolations, moreKindViolations } from "./r1-carried";
import { commandViolations } from "./r1-commands";
import { customKindViolations } from "./r1-custom-kinds";
import { dataStoreViolations } from "./r1-data-stores";
import { defaultSubnetViolations } from "./r1-default-subnets";
import { describedViolations } from "./r1-described";
import { describedBalancedViolations } from "./r1-described-balanced";
import { describedStoreViolations } from "./r1-described-stores";
import { edgeViolations, originViolations } from "./r1-edge";
import { egressOnlyViolations } from "./r1-egress-only";
import { endpointWordViolations } from "./r1-endpoint-words";
import { endpointViolations } from "./r1-endpoints";
import { foreignViolations } from "./r1-foreign";
import { gatewayApiViolations, ignoredJoinViolations } from "./r1-gateway-api";
import { guardViolations, namedViolations } from "./r1-guards";
import { hostedViolations } from "./r1-hosted";
import { hostViolations } from "./r1-hosts";
import { ignoredViolations } from "./r1-ignored";
import { ingressClassViolations } from "./r1-ingress-classes";
import { integrationViolations } from "./r1-integrations";
import { joinedViolations } from "./r1-joined";
import { keptViolations } from "./r1-kept-changes";
import { kubernetesPaths, kubernetesViolations } from "./r1-kubernetes";
import { launchViolations } from "./r1-launches";
import { leadViolations } from "./r1-leads";
import { listViolations } from "./r1-lists";
import { malformedViolations } from "./r1-malformed";
import { neighbourViolations } from "./r1-neighbours";
import { operatorViolations } from "./r1-operators";
import { permissionViolations } from "./r1-permissions";
import { placementViolations } from "./r1-placements";
import { podCommandViolations } from "./r1-pod-commands";
import { keptScriptViolations, podScriptViolations } from "./r1-pod-scripts";
import { programViolations } from "./r1-programs";
import { publishedViolations } from "./r1-published";
import { runtimeViolations } from "./r1-runtimes";
import { serviceViolations } from "./r1-services";
import { sideDoorViolations } from "./r1-side-doors";
import { templateViolations } from "./r1-templates";
import { tunnelViolations } from "./r1-tunnels";
import { cacheViolations } from "./r2";
import { rateViolations } from "./r3";
import { keyViolations, planViolations } from "./r4";

/** Every evasion of the corpus, by what it tries to get round. */
export const violationCases: Readonly<Record<string, readonly ViolationCase[]>> = {
    "R1 Kubernetes": [...kubernetesViolations, ...kubernetesPaths],
    "R1 AWS": [...awsViolations, ...backendViolations, ...newerBackendViolations, ...awsPaths],
    "R1 custom kinds": customKindViolations,
    "R1 endpoints": endpointViolations,
    "R1 data stores": dataStoreViolations,
    "R1 described data stores": describedStoreViolations,
    "R1 described resources": describedViolations,
    "R1 joined resources": joinedViolations,
    "R1 endpoints, word by word": endpointWordViolations,
    "R1 leads": leadViolations,
    "R1 placements": placementViolations,
    "R1 Services and pods": serviceViolations,
    "R1 lists and custom resources": listViolations,
    "R1 integrations": integrationViolations,
    "R1 other providers": foreignViolations,
    "R1 ignored changes": ignoredViolations,
    "R1 malformed values": malformedViolations,
    "R1 behind load balancers": balancedViolations,
    "R1 behind load balancers, as described": describedBalancedViolations,
    "R1 ways out": egressOnlyViolations,
    "R1 commands": commandViolations,
    "R1 Gateway API": [...gatewayApiViolations, ...ignoredJoinViolations],
    "R1 Ingress classes": ingressClassViolations,
    "R1 guards": [...guardViolations, ...namedViolations],
    "R1 hosted": hostedViolations,
    "R1 default subnets": defaultSubnetViolations,
    "R1 edge": [...edgeViolations, ...originViolations],
    "R1 hosts": hostViolations,
    "R1 launches": launchViolations,
    "R1 neighbours of what holds": neighbourViolations,
    "R1 operators": operatorViolations,
    "R1 runtimes": runtimeViolations,
    "R1 beside honest programs": programViolations,
    "R1 published objects": publishedViolations,
    "R1 carried objects": [...carriedViolations, ...moreKindViolations],
    "R1 words of containers": [...podCommandViolations, ...podScriptViolations],
    "R1 kept scripts": keptScriptViolations,
    "R1 side doors": sideDoorViolations,
    "R1 templates": templateViolations,
    "R1 tunnels": tunnelViolations,
    "R1 permissions": permissionViolations,
    "R2 cache": cacheViolations,
    "R3 rates": rateViolations,
    "R4 keys": [...keyViolations, ...planViolations],
    "R2 to R4 at their edges": [...gatewayEdgeViolations, ...servedViolations],
    "R2 to R4, joined": [...joinedGatewayViolations, ...publishedApiViolations],
    "R2 cache that keeps nothing": gatewayCacheViolations,
    "R3 clients": clientViolations,
    "R4 bodies and what stands beside them": bodyViolations,
    "R2 to R4, in a hurry": [...hurriedViolations, ...onceViolations],
    "R1 kept changes": keptViolations,
};
