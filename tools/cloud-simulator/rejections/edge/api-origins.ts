import { behaviorsOf, distributions, distributionType } from "../../resources/edge/distributions";
import { managedOriginRequestPolicies } from "../../resources/edge/managed-policies";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, read, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

const stageType = "aws:apigateway/stage:Stage";
const domainType = "aws:apigateway/domainName:DomainName";
const forwarding =
    "repost.aws/knowledge-center/api-gateway-cloudfront-distribution; docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html";

const namesWithHost = ["Managed-AllViewer", "Managed-AllViewerAndCloudFrontHeaders-2022-06", "Managed-HostHeaderOnly"];

/** Ids of the managed origin request policies that send the viewer's Host. */
const withHost = managedOriginRequestPolicies.filter(({ name }) => namesWithHost.includes(name)).map(({ id }) => id);

/** Stages of API Gateway as origins: AWS accepts what is here, and every request gets 403. */
export const apiOrigins: readonly Rejection[] = [
    {
        what: "a behavior that sends the viewer's Host to API Gateway (AWS accepts it, and API Gateway answers 403; the simulation rejects it)",
        type: distributionType,
        on: ["create", "update"],
        source: forwarding,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const apis = listOf(properties.origins).filter(({ domainName }) => apiOf(text(domainName)) !== undefined);
            const ids = apis.map(({ originId }) => text(originId));
            const wrong = behaviorsOf(properties).find(
                ({ targetOriginId, originRequestPolicyId, cachePolicyId }) =>
                    ids.includes(text(targetOriginId)) &&
                    (sendsHost(text(originRequestPolicyId), cloud) || sendsHost(text(cachePolicyId), cloud)),
            );
            return wrong && `the behavior of ${text(wrong.targetOriginId)} sends the viewer's Host to API Gateway`;
        },
    },
    {
        what: "an origin of a stage that the API does not have (AWS accepts it, and API Gateway answers 403; the simulation rejects it)",
        type: distributionType,
        on: ["create", "update"],
        source: "repost.aws/knowledge-center/api-gateway-cloudfront-distribution",
        verbatim: false,
        reject: ({ properties }, { store }) => {
            const wrong = listOf(properties.origins).find(({ domainName, originPath }) => {
                const api = apiOf(text(domainName));
                const isOwn = store.find("aws:apigateway/restApi:RestApi", api ?? "") !== undefined;
                return isOwn && !store.ofType(stageType).some((stage) => isStage(stage, api, text(originPath)));
            });
            return wrong && `the API of the origin ${text(wrong.originId)} has no stage "${text(wrong.originPath)}"`;
        },
    },
    {
        what: "deleting a stage that is an origin of a distribution (AWS deletes it, and viewers get 403; the simulation rejects it)",
        type: stageType,
        on: ["delete"],
        source: "repost.aws/knowledge-center/api-gateway-cloudfront-distribution",
        verbatim: false,
        retried: true,
        reject: ({ id = "" }, cloud) => {
            const stage = cloud.store.find(stageType, id);
            return userOf(
                cloud,
                ({ domainName, originPath }) =>
                    stage !== undefined && isStage(stage, apiOf(text(domainName)), text(originPath)),
            );
        },
    },
    {
        what: "deleting a domain name that is an origin of a distribution (AWS deletes it, and viewers get 502; the simulation rejects it)",
        type: domainType,
        on: ["delete"],
        source: "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
        verbatim: false,
        retried: true,
        reject: ({ id }, cloud) => userOf(cloud, ({ domainName }) => text(domainName) === id),
    },
];

function apiOf(host: string): string | undefined {
    return /^(\w+)\.execute-api\./.exec(host)?.[1];
}

function isStage({ inputs }: LiveResource, api: string | undefined, path: string): boolean {
    return text(inputs.restApi) === api && `/${text(inputs.stageName)}` === path;
}

function sendsHost(policyId: string, { store }: Cloud): boolean {
    const own = store
        .ofType("aws:cloudfront/cachePolicy:CachePolicy", "aws:cloudfront/originRequestPolicy:OriginRequestPolicy")
        .find(({ id }) => id === policyId)?.inputs;
    const { headersConfig } = { ...mapOf(own?.parametersInCacheKeyAndForwardedToOrigin), ...own };
    const headers = elementsOf(read(read(headersConfig, "headers"), "items")).map((name) => text(name).toLowerCase());
    const passes = text(read(headersConfig, "headerBehavior"));
    if (passes === "allExcept") return !headers.includes("host");
    return withHost.includes(policyId) || passes.startsWith("allViewer") || headers.includes("host");
}

function userOf(cloud: Cloud, uses: (origin: PropertyMap) => boolean): string | undefined {
    const user = distributions(cloud).find(({ inputs }) => listOf(inputs.origins).some(uses));
    return user && `the distribution ${user.id} has it as an origin`;
}
