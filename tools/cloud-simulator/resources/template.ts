import { createHash } from "node:crypto";
import { databaseEngines, isDatabaseEngine } from "../../../stacks/settings/database/engines";
import type { Cloud, Identity } from "../state/cloud";
import { isMap, isMarked, type PropertyMap, type PropertyValue, plain, text } from "../state/property-values";

/** The values that a template may refer to. */
export interface TemplateScope {
    /** Makes ids differ from one resource to the next, and stay the same from run to run. */
    readonly seed: string;
    /** Values by name; a property of the resource or a fact of the cloud. */
    readonly values: PropertyMap;
}

/** The creation time of every simulated resource. */
export const creationTime = "2026-01-01T00:00:00Z";

const alphabets: Readonly<Record<string, string>> = {
    hex: "0123456789abcdef",
    alnum: "abcdefghijklmnopqrstuvwxyz0123456789",
    upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    digits: "0123456789",
};

/**
 * Fills the placeholders of a template, deep inside objects and lists.
 * `{name}` is a value of the scope (alone in a string it keeps its type), `{hex:17}`, `{alnum:10}`, `{upper:20}` and
 * `{digits:12}` are generated characters, the same each time within one resource, `{uuid}` a generated UUID; `${…}` stays.
 * Throws an error that names a placeholder without value.
 */
export function fillTemplate(template: PropertyValue, scope: TemplateScope): PropertyValue {
    if (typeof template === "string") return fillString(template, scope);
    if (Array.isArray(template)) return template.map((element) => fillTemplate(element, scope));
    if (!isMap(template)) return template;
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillTemplate(value, scope)]));
}

/** The value of a property at a path, made from its template. */
export type Computation = (path: readonly string[], template: PropertyValue) => PropertyValue;

/** Adds the properties that are absent, inside given objects too: a cluster's `vpcConfig` gets the id of the group that EKS makes. */
export function complete(
    given: PropertyMap,
    templates: PropertyMap,
    compute: Computation,
    path: readonly string[] = [],
): PropertyMap {
    const completed: PropertyMap = { ...given };
    for (const [key, template] of Object.entries(templates)) {
        const value = completed[key];
        const propertyPath = [...path, key];
        if (value === undefined) completed[key] = compute(propertyPath, template);
        else if (isMap(value) && !isMarked(value) && isMap(template))
            completed[key] = complete(value, template, compute, propertyPath);
    }
    return completed;
}

/** Characters of an alphabet, generated from the seed alone. */
export function generated(seed: string, alphabet: "hex" | "alnum" | "upper" | "digits", length: number): string {
    const characters = alphabets[alphabet] ?? "";
    const bytes = createHash("sha512").update(`${seed} ${alphabet}`).digest();
    return Array.from({ length }, (_, index) => characters[(bytes[index] ?? 0) % characters.length]).join("");
}

function fillString(template: string, scope: TemplateScope): PropertyValue {
    const only = /^\{([a-zA-Z]\w*)\}$/.exec(template)?.[1];
    if (only !== undefined && only !== "uuid") return lookUp(only, template, scope);
    return template.replace(/(?<!\$)\{([a-zA-Z]\w*)(?::(\d+))?\}/g, (_, name: string, length?: string) => {
        if (name === "uuid") return uuid(scope.seed);
        if (length !== undefined && isAlphabet(name)) return generated(scope.seed, name, Number(length));
        return String(lookUp(name, template, scope));
    });
}

function lookUp(name: string, template: string, scope: TemplateScope): PropertyValue {
    const value = plain(scope.values[name] ?? null);
    if (value === null) throw new Error(`template "${template}": there is no "${name}"`);
    return value;
}

function isAlphabet(name: string): name is "hex" | "alnum" | "upper" | "digits" {
    return name in alphabets;
}

function uuid(seed: string): string {
    const hex = generated(seed, "hex", 32);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const loadBalancerKinds: Readonly<Record<string, string>> = { application: "app", gateway: "gwy", network: "net" };

/** The values that the templates of a resource with the given inputs may refer to. */
export function scopeOf(resource: Identity, inputs: PropertyMap, cloud: Cloud): TemplateScope {
    return {
        seed: `${resource.urn} ${cloud.store.timesCreated(resource.urn)}`,
        values: {
            account: cloud.accountId,
            kind: loadBalancerKinds[String(inputs.loadBalancerType)] ?? "app",
            port: portOf(String(inputs.engine)),
            ...newerApi(inputs, cloud),
            wafScope: inputs.scope === "CLOUDFRONT" ? "global" : "regional",
            // hashicorp/terraform-provider-aws, internal/service/s3/bucket_acl.go, BucketACLCreateResourceID.
            aclParts: [inputs.expectedBucketOwner, inputs.acl].map((part) => (part ? `,${part}` : "")).join(""),
            firstTag: Array.isArray(inputs.tags) ? (inputs.tags[0] ?? null) : null,
            ...inputs,
            region: inputs.region ?? cloud.region,
        },
    };
}

// 0 for an engine that is not simulated, such as that of a restored snapshot.
function portOf(engine: string): number {
    return isDatabaseEngine(engine) ? databaseEngines[engine].port : 0;
}

// A WebSocket API has its own scheme, and by default waits 29 seconds for an integration, an HTTP API 30
// (hashicorp/terraform-provider-aws, internal/conns/awsclient.go, APIGatewayV2InvokeURL;
// docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html).
function newerApi({ apiId, protocolType, name = "" }: PropertyMap, { store }: Cloud): PropertyMap {
    const protocol = protocolType ?? store.find("aws:apigatewayv2/api:Api", text(apiId))?.outputs.protocolType;
    // Only that of the stage is used, whose name `$default` is no part of a path.
    const stagePath = name === "$default" ? "" : name;
    return protocol === "WEBSOCKET"
        ? { newerScheme: "wss", newerTimeout: 29_000, stagePath }
        : { newerScheme: "https", newerTimeout: 30_000, stagePath };
}
