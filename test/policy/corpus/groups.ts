import * as basics from "./basics";
import type { CleanCase, ViolationCase } from "./case";
import * as apiKeys from "./gateway/api-keys";
import * as bodies from "./gateway/bodies";
import * as gatewayBoundaries from "./gateway/boundaries";
import * as cachedContent from "./gateway/cached-content";
import * as clients from "./gateway/clients";
import * as domainNames from "./gateway/domain-names";
import * as edge from "./gateway/edge";
import * as httpApis from "./gateway/http-apis";
import * as ineffectiveCache from "./gateway/ineffective-cache";
import * as joins from "./gateway/joins";
import * as lateAdditions from "./gateway/late-additions";
import * as rateLimits from "./gateway/rate-limits";
import * as webSockets from "./gateway/web-sockets";
import * as combinedResources from "./r1/aws/combined-resources";
import * as dataStores from "./r1/aws/data-stores";
import * as defaultSubnets from "./r1/aws/default-subnets";
import * as edgeCode from "./r1/aws/edge-code";
import * as egressOnlySubnets from "./r1/aws/egress-only-subnets";
import * as endpointProperties from "./r1/aws/endpoint-properties";
import * as existingResources from "./r1/aws/existing-resources";
import * as hostedServices from "./r1/aws/hosted-services";
import * as integrations from "./r1/aws/integrations";
import * as launchTemplates from "./r1/aws/launch-templates";
import * as loadBalancerTargets from "./r1/aws/load-balancer-targets";
import * as openPolicies from "./r1/aws/open-policies";
import * as originHosts from "./r1/aws/origin-hosts";
import * as permissions from "./r1/aws/permissions";
import * as references from "./r1/aws/references";
import * as awsResources from "./r1/aws/resources";
import * as runtimes from "./r1/aws/runtimes";
import * as serviceEndpoints from "./r1/aws/service-endpoints";
import * as subnetsById from "./r1/aws/subnets-by-id";
import * as boundaries from "./r1/boundaries";
import * as cloudformationDataStores from "./r1/cloudformation/data-stores";
import * as cloudformationTargets from "./r1/cloudformation/load-balancer-targets";
import * as cloudformationResources from "./r1/cloudformation/resources";
import * as cloudformationTemplates from "./r1/cloudformation/templates";
import * as codeThatRuns from "./r1/code-that-runs";
import * as ignoredChanges from "./r1/ignored-changes";
import * as customKinds from "./r1/kubernetes/custom-kinds";
import * as embeddedObjects from "./r1/kubernetes/embedded-objects";
import * as gatewayApi from "./r1/kubernetes/gateway-api";
import * as ignoredKubernetesChanges from "./r1/kubernetes/ignored-changes";
import * as ingressClasses from "./r1/kubernetes/ingress-classes";
import * as lists from "./r1/kubernetes/lists";
import * as kubernetesObjects from "./r1/kubernetes/objects";
import * as operatorExposure from "./r1/kubernetes/operator-exposure";
import * as operators from "./r1/kubernetes/operators";
import * as servicesAndPods from "./r1/kubernetes/services-and-pods";
import * as sideDoors from "./r1/kubernetes/side-doors";
import * as lookalikes from "./r1/lookalikes";
import * as malformedValues from "./r1/malformed-values";
import * as recordedComponents from "./r1/recorded-components";
import * as terraform from "./r1/terraform";
import * as tunnels from "./r1/tunnels";
import * as wholePrograms from "./r1/whole-programs";

/** Cases about one subject: a file of the corpus is such a group. */
export interface Group {
    readonly violations?: readonly ViolationCase[];
    readonly clean?: readonly CleanCase[];
    /**
     * Property paths that are usually unknown at a first preview (images, scripts, the account a caller acts for), so
     * that a rule reports only what it can read there.
     */
    readonly usuallyUnknown?: RegExp;
}

/** The whole corpus, by subject. */
export const groups: Readonly<Record<string, Group>> = {
    "basic programs": basics,
    "R1 Kubernetes objects": kubernetesObjects,
    "R1 Services and pods": servicesAndPods,
    "R1 lists and custom resources": lists,
    "R1 custom kinds": customKinds,
    "R1 operators": operators,
    "R1 operators' own switches": operatorExposure,
    "R1 objects embedded in other objects": embeddedObjects,
    "R1 Gateway API": gatewayApi,
    "R1 Ingress classes": ingressClasses,
    "R1 ways around an internal load balancer": sideDoors,
    "R1 ignored changes of Services and Ingresses": ignoredKubernetesChanges,
    "R1 AWS resources": awsResources,
    "R1 combined resources": combinedResources,
    "R1 service endpoints": serviceEndpoints,
    "R1 properties of service endpoints": endpointProperties,
    "R1 data stores": dataStores,
    "R1 runtimes": runtimes,
    "R1 hosted services": hostedServices,
    "R1 integrations": integrations,
    "R1 permissions": permissions,
    "R1 policies of queues, topics and buckets": openPolicies,
    "R1 references": references,
    "R1 load balancer targets": loadBalancerTargets,
    "R1 launch templates": launchTemplates,
    "R1 default subnets": defaultSubnets,
    "R1 subnets by id": subnetsById,
    "R1 existing subnets and clusters": existingResources,
    "R1 egress-only subnets": egressOnlySubnets,
    "R1 edge code": edgeCode,
    "R1 origin hosts": originHosts,
    "R1 CloudFormation resources": cloudformationResources,
    "R1 CloudFormation templates": cloudformationTemplates,
    "R1 CloudFormation data stores": cloudformationDataStores,
    "R1 CloudFormation load balancer targets": cloudformationTargets,
    "R1 Terraform providers and modules": terraform,
    "R1 code that runs": codeThatRuns,
    "R1 tunnels": tunnels,
    "R1 ignored changes": ignoredChanges,
    "R1 malformed values": malformedValues,
    "R1 lookalikes": lookalikes,
    "R1 boundaries of what is accepted": boundaries,
    "R1 whole programs": wholePrograms,
    "R1 recorded components": recordedComponents,
    "R2 cached content": cachedContent,
    "R2 ineffective caches": ineffectiveCache,
    "R3 rate limits": rateLimits,
    "R3 clients": clients,
    "R4 API keys": apiKeys,
    "R2 to R4 bodies": bodies,
    "R2 to R4 boundaries": gatewayBoundaries,
    "R2 to R4 joins": joins,
    "R2 to R4 domain names": domainNames,
    "R1 to R4 the edge": edge,
    "R1 to R4 WebSocket APIs": webSockets,
    "R1 to R4 HTTP APIs": httpApis,
    "R2 to R4 late additions": lateAdditions,
};

/** Every violation case of the corpus. */
export const allViolations: readonly ViolationCase[] = Object.values(groups).flatMap(
    ({ violations = [] }) => violations,
);

/** Every clean case of the corpus. */
export const allClean: readonly CleanCase[] = Object.values(groups).flatMap(({ clean = [] }) => clean);
