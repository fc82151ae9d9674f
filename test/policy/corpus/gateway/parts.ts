import type { PolicyName } from "../../../../policy/contract/catalogue";
import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { definition, gatewayStack, goodSettings, withDefinition } from "./stack";

export type Props = { readonly [key: string]: Json };
export type From = { readonly [property: string]: readonly string[] };

export const breaks = (
    policy: PolicyName,
    at: string,
    reason: string,
    resources: readonly Declared[],
): ViolationCase => ({
    reason,
    policy,
    at,
    resources,
});
export const holds = (reason: string, resources: readonly Declared[]): CleanCase => ({ reason, resources });

export const part = (token: string, name: string, props: Props = {}, from: From = {}): Declared => ({
    type: `aws:${token.includes("/") ? token : `apigateway/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`}`,
    name,
    props,
    from,
});
export const paths = (items: Props): Declared[] => withDefinition({ ...definition, paths: items });
export const api = (props: Props): Declared[] => gatewayStack({ api: { props } });
/** The stack with one resource whose properties come from other resources. */
export const from = (name: string, sources: From, more: readonly Declared[] = []): Declared[] =>
    gatewayStack({ [name]: { from: sources } }, more);
export const ignoring = (resources: readonly Declared[], name: string, property: string): Declared[] =>
    resources.map((resource) => (resource.name === name ? { ...resource, ignoreChanges: [property] } : resource));

export const settings = (name: string, methodPath: Json, changes: Props = {}): Declared =>
    part(
        "MethodSettings",
        name,
        { restApi: unknown, stageName: "Test", methodPath, settings: { ...goodSettings, ...changes } },
        { restApi: ["api"], stageName: ["stage"] },
    );
export const plan = (name: string, rateLimit: Json): Declared =>
    part(
        "UsagePlan",
        name,
        { apiStages: [{ apiId: unknown, stage: "Test" }], throttleSettings: { rateLimit, burstLimit: 50 } },
        { apiStages: ["api", "stage"] },
    );
export const key = (name: string, props: Props = {}): Declared => part("ApiKey", name, props);
export const inPlan = (name: string, keys: readonly string[], planName: string): Declared =>
    part(
        "UsagePlanKey",
        name,
        { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
        { keyId: keys, usagePlanId: [planName] },
    );
export const method = (name: string, props: Props = {}, sources: From = {}): Declared =>
    part(
        "Method",
        name,
        {
            restApi: unknown,
            resourceId: unknown,
            httpMethod: "GET",
            authorization: "NONE",
            apiKeyRequired: true,
            ...props,
        },
        { restApi: ["api"], resourceId: ["items"], ...sources },
    );
export const integration = (name: string, props: Props = {}, sources: From = {}): Declared =>
    part(
        "Integration",
        name,
        {
            restApi: unknown,
            resourceId: unknown,
            httpMethod: "GET",
            type: "HTTP_PROXY",
            connectionType: "VPC_LINK",
            connectionId: unknown,
            ...props,
        },
        { restApi: ["api"], resourceId: ["items"], ...sources },
    );

/** The stack without a body: GET /items is made of resources. */
export const methods = (
    ofMethod: Props = {},
    ofIntegration: Props = {},
    more: readonly Declared[] = [],
): Declared[] => [
    ...gatewayStack({ api: { props: { body: null } }, stock: null }),
    part(
        "Resource",
        "items",
        { restApi: unknown, parentId: unknown, pathPart: "items" },
        { restApi: ["api"], parentId: ["api"] },
    ),
    method("get-items", ofMethod),
    integration("call-items", ofIntegration),
    ...more,
];

/** A second API of the same making, whose stage has the same name. */
export const secondApi: readonly Declared[] = [
    part("RestApi", "other-api", { body: JSON.stringify(definition) }),
    part(
        "Deployment",
        "other-deployment",
        { restApi: unknown, triggers: { body: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" } },
        { restApi: ["other-api"] },
    ),
    part(
        "Stage",
        "other-stage",
        {
            restApi: unknown,
            deployment: unknown,
            stageName: "Test",
            cacheClusterEnabled: true,
            cacheClusterSize: "6.1",
        },
        { restApi: ["other-api"], deployment: ["other-deployment"] },
    ),
    part(
        "MethodSettings",
        "other-settings",
        { restApi: unknown, stageName: "Test", methodPath: "*/*", settings: goodSettings },
        { restApi: ["other-api"], stageName: ["other-stage"] },
    ),
];
