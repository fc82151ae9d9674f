import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { breaks, type From, holds, ignoring, type Props, part } from "./parts";
import { gatewayStack } from "./stack";

const r1 = "r1-private-paths";
const mapping = (props: Props, sources: From = { restApi: ["api"] }): Declared[] => [
    ...gatewayStack(),
    part("BasePathMapping", "mapping", { restApi: unknown, domainName: "shop.example.com", ...props }, sources),
];
const newer = (props: Props, sources: From = { apiId: ["api"] }): Declared[] => [
    ...gatewayStack(),
    part(
        "apigatewayv2/apiMapping:ApiMapping",
        "mapping",
        { apiId: unknown, domainName: "shop.example.com", ...props },
        sources,
    ),
];
const rule = (stage: Json, sources: readonly string[] = ["api"], apiId: Json = unknown): Declared[] => [
    ...gatewayStack(),
    part(
        "apigatewayv2/routingRule:RoutingRule",
        "rule",
        { domainNameArn: "arn:aws:apigateway:x", priority: 1, actions: [{ invokeApi: { apiId, stage } }] },
        { actions: sources },
    ),
];
const inKnownState = (resources: readonly Declared[]): Declared[] =>
    resources.map((one) => (one.name === "api" ? { ...one, outputs: { id: "own-id" } } : one));

/** Domain names that route to unchecked APIs or stages. */
export const violations: readonly ViolationCase[] = [
    breaks(r1, "mapping", "a domain name for a stage outside the stack", mapping({ stageName: "Legacy" })),
    breaks(r1, "mapping", "a domain name whose stage is a number", mapping({ stageName: 1 })),
    breaks(r1, "mapping", "a domain name whose stage comes from another type of resource", [
        ...mapping({ stageName: unknown }, { restApi: ["api"], stageName: ["web-key"] }),
    ]),
    {
        ...breaks(r1, "mapping", "a domain name whose API differs from the API's id", [
            ...inKnownState(mapping({ restApi: "abc" })),
        ]),
        unknownIsFine: ["mapping restApi"],
    },
    ...["restApi", "stageName"].map((property) =>
        breaks(r1, "mapping", `ignored changes of ${property} of a domain name`, [
            ...ignoring(mapping({ stageName: "Test" }), "mapping", property),
        ]),
    ),
    breaks(r1, "mapping", "a newer mapping for a stage outside the stack", newer({ stage: "Legacy" })),
    breaks(r1, "mapping", "a newer mapping whose stage comes from another type of resource", [
        ...newer({ stage: unknown }, { apiId: ["api"], stage: ["web-key"] }),
    ]),
    ...["apiId", "stage"].map((property) =>
        breaks(r1, "mapping", `ignored changes of ${property} of a newer mapping`, [
            ...ignoring(newer({ stage: "Test" }), "mapping", property),
        ]),
    ),
    breaks(r1, "rule", "a routing rule to a stage outside the stack", rule("Legacy")),
    breaks(r1, "rule", "a routing rule to a stage that is a number", rule(1)),
    breaks(
        r1,
        "rule",
        "a routing rule whose stage comes from another type of resource",
        inKnownState(rule(unknown, ["web-key"], "own-id")),
    ),
    breaks(r1, "rule", "a routing rule whose stage is unknown and comes from no stage", rule(unknown)),
    breaks(r1, "rule", "ignored changes of a routing rule", ignoring(rule("Test"), "rule", "actions")),
    breaks("r4-usage-plans", "newer", "a stage of the newer kind for a REST API", [
        ...gatewayStack(),
        part("apigatewayv2/stage:Stage", "newer", { apiId: unknown, name: "Test" }, { apiId: ["api"] }),
    ]),
    breaks("r4-usage-plans", "deploy", "a deployment of an HTTP API outside the stack", [
        part("apigatewayv2/deployment:Deployment", "deploy", { apiId: "abc" }),
    ]),
];

/** Domain names of this stack's stages. */
export const clean: readonly CleanCase[] = [
    holds("a domain name with a stage in this stack", mapping({ stageName: "Test" })),
    holds("a domain name for every stage", mapping({})),
    holds("a domain name whose API comes from the stage", [
        ...mapping({ stageName: unknown }, { restApi: ["stage"], stageName: ["stage"] }),
    ]),
    holds("a domain name whose API is known", inKnownState(mapping({ restApi: "own-id", stageName: "Test" }))),
    holds("a newer mapping with a path of several parts", newer({ stage: "Test", apiMappingKey: "v1/shop" })),
    holds(
        "a newer mapping whose stage is not yet known",
        newer({ stage: unknown }, { apiId: ["api"], stage: ["stage"] }),
    ),
    holds("a newer mapping whose API is known", inKnownState(newer({ apiId: "own-id", stage: "Test" }, {}))),
    holds("a routing rule to a stage in this stack", rule("Test", ["api", "stage"])),
    holds("a routing rule whose stage is not yet known", rule(unknown, ["api", "stage"])),
    holds("a routing rule without a stage", rule(null)),
    holds("a routing rule to an API that is known", inKnownState(rule("Test", [], "own-id"))),
];
