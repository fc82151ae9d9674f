import type { Evasion } from "./case";
import { bodyEvasions } from "./gateway-bodies";
import { gatewayCacheEvasions } from "./gateway-cache";
import { clientEvasions } from "./gateway-clients";
import { gatewayEdgeEvasions, servedEvasions } from "./gateway-edges";
import { hurriedEvasions, onceEvasions } from "./gateway-hurried";
import { joinedGatewayEvasions } from "./gateway-joined";
import { publishedApiEvasions } from "./gateway-published";
import { awsEvasions, awsPaths, backendEvasions, newerBackendEvasions } from "./r1-aws";
import { balancedEvasions } from "./r1-balanced";
import { carriedEvasions, moreKindEvasions } from "./r1-carried";
import { commandEvasions } from "./r1-commands";
import { customKindEvasions } from "./r1-custom-kinds";
import { dataStoreEvasions } from "./r1-data-stores";
import { defaultSubnetEvasions } from "./r1-default-subnets";
import { describedEvasions } from "./r1-described";
import { describedBalancedEvasions } from "./r1-described-balanced";
import { describedStoreEvasions } from "./r1-described-stores";
import { edgeEvasions, originEvasions } from "./r1-edge";
import { egressOnlyEvasions } from "./r1-egress-only";
import { endpointWordEvasions } from "./r1-endpoint-words";
import { endpointEvasions } from "./r1-endpoints";
import { foreignEvasions } from "./r1-foreign";
import { gatewayApiEvasions, ignoredJoinEvasions } from "./r1-gateway-api";
import { guardEvasions, namedEvasions } from "./r1-guards";
import { hostedEvasions } from "./r1-hosted";
import { hostEvasions } from "./r1-hosts";
import { ignoredEvasions } from "./r1-ignored";
import { ingressClassEvasions } from "./r1-ingress-classes";
import { integrationEvasions } from "./r1-integrations";
import { joinedEvasions } from "./r1-joined";
import { keptEvasions } from "./r1-kept-changes";
import { kubernetesEvasions, kubernetesPaths } from "./r1-kubernetes";
import { launchEvasions } from "./r1-launches";
import { leadEvasions } from "./r1-leads";
import { listEvasions } from "./r1-lists";
import { malformedEvasions } from "./r1-malformed";
import { neighbourEvasions } from "./r1-neighbours";
import { operatorEvasions } from "./r1-operators";
import { permissionEvasions } from "./r1-permissions";
import { placementEvasions } from "./r1-placements";
import { podCommandEvasions } from "./r1-pod-commands";
import { keptScriptEvasions, podScriptEvasions } from "./r1-pod-scripts";
import { programEvasions } from "./r1-programs";
import { publishedEvasions } from "./r1-published";
import { runtimeEvasions } from "./r1-runtimes";
import { serviceEvasions } from "./r1-services";
import { sideDoorEvasions } from "./r1-side-doors";
import { templateEvasions } from "./r1-templates";
import { tunnelEvasions } from "./r1-tunnels";
import { cacheEvasions } from "./r2";
import { rateEvasions } from "./r3";
import { keyEvasions, planEvasions } from "./r4";

/** Every evasion of the corpus, by what it tries to get round. */
export const evasions: Readonly<Record<string, readonly Evasion[]>> = {
    "R1 Kubernetes": [...kubernetesEvasions, ...kubernetesPaths],
    "R1 AWS": [...awsEvasions, ...backendEvasions, ...newerBackendEvasions, ...awsPaths],
    "R1 custom kinds": customKindEvasions,
    "R1 endpoints": endpointEvasions,
    "R1 data stores": dataStoreEvasions,
    "R1 described data stores": describedStoreEvasions,
    "R1 described resources": describedEvasions,
    "R1 joined resources": joinedEvasions,
    "R1 endpoints, word by word": endpointWordEvasions,
    "R1 leads": leadEvasions,
    "R1 placements": placementEvasions,
    "R1 Services and pods": serviceEvasions,
    "R1 lists and custom resources": listEvasions,
    "R1 integrations": integrationEvasions,
    "R1 other providers": foreignEvasions,
    "R1 ignored changes": ignoredEvasions,
    "R1 malformed values": malformedEvasions,
    "R1 behind load balancers": balancedEvasions,
    "R1 behind load balancers, as described": describedBalancedEvasions,
    "R1 ways out": egressOnlyEvasions,
    "R1 commands": commandEvasions,
    "R1 Gateway API": [...gatewayApiEvasions, ...ignoredJoinEvasions],
    "R1 Ingress classes": ingressClassEvasions,
    "R1 guards": [...guardEvasions, ...namedEvasions],
    "R1 hosted": hostedEvasions,
    "R1 default subnets": defaultSubnetEvasions,
    "R1 edge": [...edgeEvasions, ...originEvasions],
    "R1 hosts": hostEvasions,
    "R1 launches": launchEvasions,
    "R1 neighbours of what holds": neighbourEvasions,
    "R1 operators": operatorEvasions,
    "R1 runtimes": runtimeEvasions,
    "R1 beside honest programs": programEvasions,
    "R1 published objects": publishedEvasions,
    "R1 carried objects": [...carriedEvasions, ...moreKindEvasions],
    "R1 words of containers": [...podCommandEvasions, ...podScriptEvasions],
    "R1 kept scripts": keptScriptEvasions,
    "R1 side doors": sideDoorEvasions,
    "R1 templates": templateEvasions,
    "R1 tunnels": tunnelEvasions,
    "R1 permissions": permissionEvasions,
    "R2 cache": cacheEvasions,
    "R3 rates": rateEvasions,
    "R4 keys": [...keyEvasions, ...planEvasions],
    "R2 to R4 at their edges": [...gatewayEdgeEvasions, ...servedEvasions],
    "R2 to R4, joined": [...joinedGatewayEvasions, ...publishedApiEvasions],
    "R2 cache that keeps nothing": gatewayCacheEvasions,
    "R3 clients": clientEvasions,
    "R4 bodies and what stands beside them": bodyEvasions,
    "R2 to R4, in a hurry": [...hurriedEvasions, ...onceEvasions],
    "R1 kept changes": keptEvasions,
};
