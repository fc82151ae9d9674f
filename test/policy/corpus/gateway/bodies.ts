import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { api, breaks, from, holds, ignoring, integration, method, methods, type Props, part, paths } from "./parts";
import { definition, gatewayStack, operation, withDefinition } from "./stack";

const [keys, plans, backend] = ["r4-key-on-every-operation", "r4-usage-plans", "r1-private-backend"] as const;
const mock = { "x-amazon-apigateway-integration": { type: "mock" } };
const secured = JSON.stringify({ ...mock, security: [{ api_key: [] }] });
const verb = (name: string) => paths({ "/a": { [name]: mock } });
const calls = (one: Props) => paths({ "/a": { post: { ...operation({}), "x-amazon-apigateway-integration": one } } });
const called = (one: Props) => methods({}, { connectionType: null, connectionId: null, ...one });
const triggered = (triggers: Props, ofApi: Partial<Declared> = {}): Declared[] =>
    gatewayStack({ deployment: { props: { triggers }, from: { restApi: ["api"], triggers: ["api"] } }, api: ofApi });
/** The stack with operations as resources, deployed on these triggers. */
const deployed = (triggers: Json, sources: readonly string[] = [], ofMethod: Partial<Declared> = {}): Declared[] =>
    methods().map((each) => {
        if (each.name === "get-items") return { ...each, ...ofMethod };
        if (each.name !== "deployment") return each;
        return { ...each, props: { restApi: unknown, triggers }, from: { restApi: ["api"], triggers: sources } };
    });
const linked = { connectionType: "VPC_LINK", connectionId: "vl-1" };
const preflight = [
    method("ask", { httpMethod: "OPTIONS", apiKeyRequired: false }),
    integration("mock", { httpMethod: "OPTIONS", type: "MOCK" }),
];
const lambda = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/x/invocations";

/** Definitions and resources that declare one thing and serve another. */
export const violations: readonly ViolationCase[] = [
    {
        ...breaks(keys, "api", "a path that YAML names twice", [
            ...withDefinition(`openapi: 3.0.1\npaths:\n  /a: { post: {} }\n  "/a": { post: ${secured} }\n`),
        ]),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r2-cached-content", at: "api" },
        ],
    },
    ...["connect", "query", "post ", "$post"].map((name) => ({
        ...breaks(keys, "api", `a verb "${name}" that another reader may know`, verb(name)),
        also: [
            { policy: backend, at: "api" },
            { policy: "r2-cached-content" as const, at: "api" },
        ],
    })),
    breaks(keys, "api", "merging, as a parameter of the import", api({ parameters: { mode: "merge" } })),
    breaks(keys, "api", "ignored changes of an import's parameters", ignoring(gatewayStack(), "api", "parameters")),
    breaks(backend, "api", "a function whose uri is a host", calls({ type: "aws_proxy", uri: "https://example.com" })),
    breaks(backend, "api", "a service whose uri is a host", calls({ type: "AWS", uri: "http://example.com" })),
    breaks(backend, "api", "a VPC link whose name is a space", calls({ type: "http", ...linked, connectionId: " " })),
    {
        ...breaks(backend, "call-items", "an Integration of a function whose uri is a host", [
            ...called({ type: "AWS_PROXY", uri: "https://example.com" }),
        ]),
        unknownIsFine: ["call-items uri"],
    },
    {
        ...breaks(backend, "call-items", "an Integration through a VPC link whose name is a space", [
            ...called({ ...linked, connectionId: " " }),
        ]),
        unknownIsFine: ["call-items connectionId"],
    },
    breaks(backend, "call-items", "ignored changes of a function's uri", [
        ...ignoring(called({ type: "AWS_PROXY", uri: lambda }), "call-items", "uri"),
    ]),
    breaks(plans, "over", "an Integration instead of a preflight's mock of the body", [
        ...gatewayStack({}, [integration("over", { httpMethod: "OPTIONS" }, { resourceId: ["api"] })]),
    ]),
    breaks(plans, "over", "an Integration instead of the body's, for another verb than its Method", [
        ...gatewayStack({}, [
            method("beside", { httpMethod: "PUT" }, { resourceId: ["api"] }),
            integration("beside-it", { httpMethod: "PUT" }, { resourceId: ["api"] }),
            integration("over", { httpMethod: "GET" }, { resourceId: ["api"] }),
        ]),
    ]),
    breaks(plans, "over", "an Integration of an API outside the stack", [
        part("Integration", "over", { restApi: "abc", resourceId: "def", httpMethod: "GET", type: "MOCK" }),
    ]),
    breaks(plans, "over", "an Integration of an unknown API", [
        part("Integration", "over", { restApi: unknown, resourceId: unknown, httpMethod: "GET", type: "MOCK" }),
    ]),
    ...["httpMethod", "resourceId", "restApi"].flatMap((property) =>
        ["ask", "mock"].map((name) =>
            breaks(plans, name, `ignored changes of ${property} of a preflight, at "${name}"`, [
                ...ignoring(methods({}, {}, preflight), name, property),
            ]),
        ),
    ),
    breaks(plans, "stage", "ignored changes of a stage's name", ignoring(gatewayStack(), "stage", "stageName")),
    {
        ...breaks(plans, "deployment", "a trigger that is the API's name", triggered({ on: "shop" })),
        unknownIsFine: ["api name", "deployment triggers", "deployment triggers.on"],
    },
    {
        ...breaks(plans, "deployment", "a trigger that is the API's id", [
            ...triggered({ on: "own-id" }, { outputs: { id: "own-id" } }),
        ]),
        unknownIsFine: ["deployment triggers", "deployment triggers.on"],
    },
    {
        ...breaks(plans, "deployment", "triggers of the API without a value", triggered({})),
        unknownIsFine: ["deployment triggers"],
    },
    breaks(plans, "deployment", "methods without a redeployment on changes", deployed(null)),
    breaks(plans, "deployment", "methods that the deployment only depends on", [
        ...deployed(null).map((each) =>
            each.name === "deployment" ? { ...each, dependsOn: ["get-items", "call-items"] } : each,
        ),
    ]),
    breaks(plans, "deployment", "methods that a version deploys", deployed({ version: "v1.0" })),
    breaks(plans, "deployment", "methods that the API's id deploys", deployed({ on: unknown }, ["api"])),
    {
        ...breaks(plans, "deployment", "methods that a method's id deploys", [
            ...deployed({ on: "agm-1" }, ["get-items"], { outputs: { id: "agm-1" } }),
        ]),
        unknownIsFine: ["deployment triggers", "deployment triggers.on"],
    },
    {
        ...breaks(plans, "deployment", "triggers of two methods' ids", [
            ...deployed({ on: "agm-1", by: "aci-1" }, ["call-items", "get-items"], {
                outputs: { id: "agm-1", key: "aci-1" },
            }),
        ]),
        unknownIsFine: ["deployment triggers", "deployment triggers.on", "deployment triggers.by"],
    },
    ...[
        "2026-11-21T10:11Z",
        "2026-11-21 10:11",
        "2026-11-21T00:00:00Z",
        "2026-11-21T12:00:00.000Z",
        "2026-11-21 12:00:00",
        "2026112101",
        "17952558721",
        "1a2b3c",
        "1234567",
        "release",
        "1A2B3C4D",
    ].map((on) =>
        breaks(plans, "deployment", `a body that "${on}" deploys`, [
            ...gatewayStack({ deployment: { props: { triggers: { on } }, from: { restApi: ["api"] } } }),
        ]),
    ),
];

/** Definitions and resources that serve what they declare. */
export const clean: readonly CleanCase[] = [
    holds("equal keys in different objects and strings", [
        ...withDefinition({
            ...definition,
            info: { title: '{"a":1,"a":2} \\', description: 'a "quoted\\" key": x', version: "1" },
        }),
    ]),
    holds("equal strings in a list", withDefinition({ ...definition, tags: ["a", "a"] })),
    holds("equal keys in different objects of YAML", [
        ...withDefinition(
            `openapi: 3.0.1\npaths:\n  /a: { post: ${secured} }\n  /b: { post: ${secured} }\ncomponents: ${JSON.stringify(definition.components)}\n`,
        ),
    ]),
    holds("members of a path alongside its operations", [
        ...paths({
            "/a": {
                summary: "a",
                description: "b",
                servers: [],
                parameters: [],
                "x-note": "c",
                get: operation({}),
                target: 1,
            },
        }),
    ]),
    holds(
        "overwriting, as a parameter of the import",
        api({ parameters: { mode: "overwrite", ignore: "documentation" } }),
    ),
    holds("a function with its ARN", calls({ type: "aws_proxy", uri: lambda })),
    holds("an Integration of a function with its ARN", called({ type: "AWS_PROXY", uri: lambda })),
    holds("an Integration with its Method alongside a body", [
        ...from("stock", { restApi: ["api"], stageName: ["stage"] }, [
            method("beside", { httpMethod: "PUT" }, { resourceId: ["api"] }),
            integration("beside-it", { httpMethod: "put" }, { resourceId: ["api"] }),
        ]),
    ]),
    holds("a trigger that is the body itself", triggered({ on: JSON.stringify(definition) })),
    holds("a trigger of the API that is a short digest", triggered({ on: "3a7bd3e2" })),
    ...[
        "1a2b3c4",
        "2026-11-21T10:11:12Z",
        "2026-11-21T10:00:01Z",
        "2026-11-21T10:00:00.010Z",
        "2026-11-21T10:11:12.123Z",
        "1795255872",
        "2026-11-21 10:11:12.123456",
        "2026-11-21T10:11:12.123+01:00",
        "1795255872123",
        "1795255872.123",
    ].map((on) =>
        holds(`a trigger "${on}" that the program computes`, [
            ...gatewayStack({ deployment: { props: { triggers: { on } }, from: { restApi: ["api"] } } }),
        ]),
    ),
    holds("methods with a digest that is not yet known", deployed({ on: unknown }, ["get-items", "call-items"])),
    holds("methods with triggers that are not yet known", deployed(unknown, ["call-items"])),
    holds("methods with a digest of their paths", deployed({ on: unknown }, ["items"])),
    holds("methods with their ids in one string", deployed({ on: '["abc","agm-1"]' }, ["items", "get-items"])),
    holds("methods with a digest of a file", deployed({ on: "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4" })),
];
