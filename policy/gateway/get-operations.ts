import { type Finding, finding, unknownValueFinding } from "../reading/finding";
import type { Resource, Stack } from "../reading/resource";
import { pathText } from "../reading/value";
import { definitionOf, unreadableFindings } from "./api";
import { methodsOf } from "./methods";
import type { Call } from "./operation";

/** A GET operation, with the resource that declares it and, for a Method, its Integration. */
export interface GetOperation {
    readonly operation: Call;
    readonly source: Resource;
    readonly integration?: Resource;
}

/** Lists the GET operations of APIs, and findings for operations that cannot be read. */
export function getOperationsOf(
    stack: Stack,
    apis: readonly Resource[],
): { reads: GetOperation[]; unreadable: Finding[] } {
    const reads: GetOperation[] = [];
    const unreadable: Finding[] = [];
    for (const api of apis) {
        const definition = definitionOf(api);
        unreadable.push(
            ...unreadableFindings(api, definition, {
                parts: "GET operations",
                expected: "a definition that is known before anything is created",
            }),
        );
        if (definition.state === "body")
            reads.push(...definition.body.operations.map((operation) => ({ operation, source: api })));
        const methods = methodsOf(stack, api);
        if (definition.state === "none" && methods.length === 0)
            unreadable.push(api.declared ? undeclared(api) : onlyRead(api));
        for (const method of methods) {
            if ("operation" in method) reads.push({ ...method, source: method.resource });
            else if (method.verb === undefined || reading.includes(method.verb))
                unreadable.push(
                    unknownValueFinding(
                        method.resource,
                        method.unreadable,
                        `set ${pathText(method.unreadable.path)} from constants, or from a Resource of this program`,
                        method.of,
                    ),
                );
        }
    }
    // A mock calls no backend.
    return {
        reads: reads.filter(
            ({ operation }) => reading.includes(operation.method) && operation.integration.type !== "mock",
        ),
        unreadable,
    };
}

// No other method is cached: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
const reading = ["GET", "ANY"];

// The engine does not send the body of an API that was read with `.get`.
const onlyRead = (api: Resource): Finding =>
    finding(api, {
        actual: "it was only read and has no visible operations, so the GET operations of its stage cannot be checked",
        expected: "a stage of an API that this program declares",
        change: "declare the RestApi with its body, or leave its stages to the program that does",
    });

// API Gateway does not deploy an API without a method, so its methods were created outside this program, e.g. by a
// script.
const undeclared = (api: Resource): Finding =>
    finding(api, {
        actual: "it has no body and no Method in this stack, so the operations of its stage are not visible",
        expected: "an API whose operations this program declares",
        change: "set its body, or declare its Methods here",
    });
