import type { PolicyName } from "../../../../policy/contract/policy";
import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { breaks, holds, ignoring, integration, method, methods, type Props, part } from "./parts";
import { gatewayStack, onlyByCertificate, withCertificate } from "./stack";

const keys: PolicyName = "r4-key-on-every-operation";
const plans: PolicyName = "r4-usage-plans";

const origin = (customHeaders: Json): Props => ({
    origins: [{ originId: "api", domainName: unknown, originPath: "/Test", customHeaders, ...withCertificate }],
});
const cdn = (customHeaders: Json, token = "cloudfront/distribution:Distribution"): Declared[] =>
    onlyByCertificate([part(token, "cdn", origin(customHeaders), { origins: ["stage"] })]);
const shared = "cloudfront/multitenantDistribution:MultitenantDistribution";
const verified: Props = { name: "X-Origin-Verify", value: unknown };

/** A distribution in front of the gateway with a one-line function. */
const edge = (line: string): Declared[] =>
    onlyByCertificate([
        part("cloudfront/function:Function", "edge", {
            runtime: "cloudfront-js-2.0",
            code: `async function handler(event) {\n  const request = event.request;\n  ${line}\n  return request;\n}`,
        }),
        part(
            "cloudfront/distribution:Distribution",
            "cdn",
            {
                ...origin([]),
                defaultCacheBehavior: {
                    functionAssociations: [{ eventType: "viewer-request", functionArn: unknown }],
                },
            },
            { origins: ["stage"], defaultCacheBehavior: ["edge"] },
        ),
    ]);

/** An API with two methods, whose deployment is triggered by these resources. */
const following = (triggers: Props, ...sources: string[]): Declared[] =>
    methods({}, {}, [
        method("post-items", { httpMethod: "POST" }),
        integration("call-post", { httpMethod: "POST" }),
        method("ask", { httpMethod: "OPTIONS", apiKeyRequired: false }),
        integration("mock", { httpMethod: "OPTIONS", type: "MOCK" }),
    ]).map((each) =>
        each.name === "deployment"
            ? { ...each, props: { restApi: unknown, triggers }, from: { restApi: ["api"], triggers: sources } }
            : each,
    );

/** Careless additions to a gateway that complies with every rule. */
const hurriedViolations: readonly ViolationCase[] = [
    breaks(keys, "cdn", "a distribution that adds a key from the stack to every call", [
        ...onlyByCertificate([
            part("cloudfront/distribution:Distribution", "cdn", origin([{ name: "x-api-key", value: unknown }]), {
                origins: ["stage", "web-key"],
            }),
        ]),
    ]),
    breaks(keys, "cdn", "a distribution that adds a key, in upper case, alongside another header", [
        ...cdn([verified, { name: " X-API-Key", value: "not-shown" }]),
    ]),
    breaks(keys, "cdn", "a multi-tenant distribution that adds a key", [
        ...cdn([{ headerName: "x-api-key", headerValue: unknown }], shared),
    ]),
    breaks(keys, "cdn", "a distribution whose headers are unknown", cdn(unknown)),
    breaks(keys, "cdn", "a distribution that adds a header whose name is unknown", [
        ...cdn([verified, { name: unknown, value: "x" }]),
    ]),
    breaks(keys, "cdn", "ignored changes of a distribution's headers", [
        ...ignoring(cdn([verified]), "cdn", "origins[0].customHeaders"),
    ]),
    ...[
        "request.headers['x-api-key'] = { value: 'not-shown' };",
        'request.headers["X-Api-Key"]={ value: await store.get("key") };',
        "request.headers[`x-api-key`] . value = 'not-shown';",
        "Object.assign(request.headers, { 'x-api-key': { value: 'not-shown' } });",
        "request.headers['x-api-key'] = { value: 'not-shown' }; const page = request.querystring.page;",
        "if (request.headers['x-api-key'] === undefined) request.headers['x-api-key'] = { value: 'not-shown' };",
    ].map((line) => breaks(keys, "edge", `a function that gives a key: ${line}`, edge(line))),
    breaks("r2-cached-content", "api", "an API whose operations are not in the stack", [
        ...gatewayStack({
            api: { props: { body: null } },
            stock: null,
            deployment: { props: { triggers: null }, from: { restApi: ["api"] } },
        }),
    ]),
    breaks(plans, "deployment", "a later method that no trigger covers", [
        ...following({ on: unknown }, "items", "get-items", "call-items"),
    ]),
    breaks(plans, "deployment", "a method that no digest of other methods covers", [
        ...following({ on: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" }, "get-items"),
    ]),
    {
        ...breaks(plans, "deployment", "a method whose verb is unknown, which no trigger covers", [
            ...following({ on: unknown }, "get-items", "post-items").concat(method("any", { httpMethod: unknown })),
        ]),
        also: [{ policy: "r2-cached-content", at: "any" }],
    },
];

/** A machine in a public subnet: the usual way to declare a bastion. */
const bastion = (props: Props): Declared[] => [
    part("ec2/subnet:Subnet", "public", { mapPublicIpOnLaunch: true }),
    part("ec2/instance:Instance", "bastion", { ami: "ami-1", subnetId: unknown, ...props }, { subnetId: ["public"] }),
];

/** Violations at two places that are reported once. */
const onceViolations: readonly ViolationCase[] = [
    breaks("r1-private-aws", "bastion", "a bastion with a public address", [
        ...bastion({ associatePublicIpAddress: true }),
    ]),
    breaks("r1-private-paths", "bastion", "a bastion with an address of its subnet", bastion({})),
    breaks("r2-cached-content", "quick", "a second deployment with its own stage", [
        ...gatewayStack({}, [
            part(
                "Deployment",
                "quick",
                { restApi: unknown, stageName: "quick", triggers: { on: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" } },
                { restApi: ["api"] },
            ),
        ]),
    ]),
    ...["cacheTtlInSeconds", "requireAuthorizationForCacheControl"].map((key) =>
        breaks("r2-cached-content", "every-method", `ignored changes of ${key}`, [
            ...ignoring(gatewayStack(), "every-method", `settings.${key}`),
        ]),
    ),
];

/** The same additions in a compliant form. */
export const clean: readonly CleanCase[] = [
    ...["loggingLevel", "dataTraceEnabled", "metricsEnabled"].map((key) =>
        holds(`ignored changes of ${key} during an incident`, [
            ...ignoring(gatewayStack(), "every-method", `settings.${key}`),
        ]),
    ),
    holds("a distribution that identifies itself to the gateway", cdn([verified])),
    holds("a multi-tenant distribution without a header", cdn([], shared)),
    holds("a distribution whose header's value is changed by another tool", [
        ...ignoring(cdn([verified]), "cdn", "origins[0].customHeaders[0].value"),
    ]),
    ...[
        "if (!request.headers['x-api-key']) return { statusCode: 401 };",
        "if (request.headers['x-api-key'] == undefined) return { statusCode: 401 };",
        "request.headers['x-api-key'] = { value: request.querystring.key.value };",
        "request.headers['x-api-key'] = request.cookies['key'];",
        "request.headers['x-api-key'] = request.headers['authorization'];",
        "const allowed = { 'access-control-allow-headers': { value: 'x-api-key' } };",
    ].map((line) => holds(`a function that leaves the key to the caller: ${line}`, edge(line))),
    holds("methods that triggers cover, each through itself or its integration", [
        ...following({ on: unknown }, "get-items", "call-post"),
    ]),
    holds("a method that only a digest of the program's files covers", [
        ...following({ files: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4", on: unknown }, "get-items"),
    ]),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...hurriedViolations, ...onceViolations];
