import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed } from "../../gateway-emulator/state/state-values";
import { type Behavior, type Distribution, defaultErrorTtl } from "./deployed-edge";
import { managedCachePolicies, managedOriginRequestPolicies } from "./managed-policies";
import { readCachePolicy, readOriginRequestPolicy, readResponseHeadersPolicy } from "./read-policies";

const list = <T extends z.ZodType>(item: T) =>
    z
        .array(item)
        .nullish()
        .transform((value) => value ?? []);
const text = z
    .string()
    .nullish()
    .transform((value) => value ?? "");

const behaviorForm = z.object({
    pathPattern: z.string().default("*"),
    targetOriginId: z.string(),
    allowedMethods: z.array(z.string()),
    cachedMethods: z.array(z.string()),
    cachePolicyId: text,
    originRequestPolicyId: text,
    responseHeadersPolicyId: text,
    functionAssociations: list(z.object({ eventType: z.string(), functionArn: z.string() })),
    compress: z.boolean().nullish(),
});

const form = z.object({
    arn: z.string(),
    domainName: z.string(),
    aliases: list(z.string()),
    webAclId: text,
    defaultRootObject: text,
    origins: z.array(
        z.object({
            originId: z.string(),
            domainName: z.string(),
            originPath: text,
            customHeaders: list(z.object({ name: z.string(), value: z.string() })),
            customOriginConfig: z.object({ originReadTimeout: z.number().default(30) }).nullish(),
        }),
    ),
    defaultCacheBehavior: behaviorForm,
    orderedCacheBehaviors: list(behaviorForm),
    customErrorResponses: list(
        z.object({
            errorCode: z.number(),
            // The default of CloudFront.
            errorCachingMinTtl: z.number().nullish(),
            responseCode: z.number().nullish(),
            responsePagePath: text,
        }),
    ),
    restrictions: z.object({ geoRestriction: z.object({ restrictionType: z.string(), locations: list(z.string()) }) }),
});

type BehaviorState = z.output<typeof behaviorForm>;

/**
 * Reads a stack's distribution, with the policies and functions that its behaviors refer to.
 * @returns undefined without one.
 * @throws {Error} if the stack has several, or uses a policy that the emulator does not know.
 */
export function readDistribution(
    resources: readonly StateResource[],
): { readonly distribution: Distribution; readonly webAclArn: string } | undefined {
    const found = resources.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution");
    const [only, ...others] = found;
    if (only === undefined) return undefined;
    if (others.length > 0) throw new Error(`distributions of the stack: got ${found.length}, want 1`);
    const read = form.parse(revealed(only.outputs));
    const { geoRestriction } = read.restrictions;
    const { restrictionType: type } = geoRestriction;
    const distribution: Distribution = {
        arn: read.arn,
        id: only.id ?? "",
        domainName: read.domainName,
        aliases: read.aliases,
        defaultRootObject: read.defaultRootObject,
        origins: read.origins.map(({ originId: id, domainName, originPath, customHeaders, customOriginConfig }) => ({
            id,
            domainName,
            path: originPath,
            customHeaders: customHeaders.map(({ name, value }) => [name, value] as const),
            readTimeout: customOriginConfig?.originReadTimeout ?? 30,
        })),
        behaviors: [...read.orderedCacheBehaviors, { ...read.defaultCacheBehavior, pathPattern: "*" }].map((each) =>
            readBehavior(each, resources),
        ),
        customErrors: read.customErrorResponses.map(({ errorCode, errorCachingMinTtl, responseCode, ...each }) => ({
            status: errorCode,
            minTtl: errorCachingMinTtl ?? defaultErrorTtl,
            ...(each.responsePagePath !== "" && {
                page: { path: each.responsePagePath, status: responseCode ?? errorCode },
            }),
        })),
        geoRestriction: {
            type: type === "whitelist" || type === "blacklist" ? type : "none",
            countries: geoRestriction.locations,
        },
    };
    return { distribution, webAclArn: read.webAclId };
}

function readBehavior(read: BehaviorState, resources: readonly StateResource[]): Behavior {
    const ofId = (type: string, id: string) =>
        resources.find((each) => each.type === `aws:cloudfront/${type}` && each.id === id)?.outputs;
    const policy = <T>(
        type: string,
        id: string,
        managed: Readonly<Record<string, T>>,
        parse: (own: unknown) => T,
    ): T => {
        const known = managed[id];
        if (known !== undefined) return known;
        const own = ofId(type, id);
        if (own === undefined)
            throw new Error(
                `behavior "${read.pathPattern}": got policy "${id}", want one of the stack or a managed one`,
            );
        return parse(revealed(own));
    };
    const { cachePolicyId, originRequestPolicyId, responseHeadersPolicyId } = read;
    const originRequest =
        originRequestPolicyId === ""
            ? undefined
            : policy(
                  "originRequestPolicy:OriginRequestPolicy",
                  originRequestPolicyId,
                  managedOriginRequestPolicies,
                  readOriginRequestPolicy,
              );
    const responseHeaders =
        responseHeadersPolicyId === ""
            ? undefined
            : policy(
                  "responseHeadersPolicy:ResponseHeadersPolicy",
                  responseHeadersPolicyId,
                  {},
                  readResponseHeadersPolicy,
              );
    const viewerRequest = functionFor("viewer-request", read, resources);
    const viewerResponse = functionFor("viewer-response", read, resources);
    return {
        pathPattern: read.pathPattern,
        originId: read.targetOriginId,
        allowedMethods: read.allowedMethods,
        cachedMethods: read.cachedMethods,
        cache: policy("cachePolicy:CachePolicy", cachePolicyId, managedCachePolicies, readCachePolicy),
        ...(originRequest && { originRequest }),
        ...(responseHeaders && { responseHeaders }),
        ...(viewerRequest && { viewerRequest }),
        ...(viewerResponse && { viewerResponse }),
        compresses: read.compress ?? false,
    };
}

const functionForm = z.object({ arn: z.string(), name: z.string(), code: z.string() });

function functionFor(event: string, { functionAssociations }: BehaviorState, resources: readonly StateResource[]) {
    const association = functionAssociations.find(({ eventType }) => eventType === event);
    if (association === undefined) return undefined;
    for (const { type, outputs } of resources) {
        if (type !== "aws:cloudfront/function:Function") continue;
        const { arn, name, code } = functionForm.parse(revealed(outputs));
        if (arn === association.functionArn) return { name, code };
    }
    throw new Error(`function of ${event}: got ${association.functionArn}, want one of the stack`);
}
