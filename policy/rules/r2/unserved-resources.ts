import { definitionOf } from "../../gateway/api";
import { apisOf } from "../../gateway/api-references";
import type { Gateway, GatewayStage } from "../../gateway/graph";
import { everyMethod, looseMethodPath, methodPathOf } from "../../gateway/method-path";
import { methodsOf } from "../../gateway/methods";
import { deploymentTypes, methodTypes, pathTypes } from "../../gateway/types";
import {
    followingFinding,
    unresolvedDeployment,
    unresolvedFinding,
    unresolvedSettings,
} from "../../gateway/unresolved";
import { type Finding, finding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource, Stack } from "../../reading/resource";
import { knownValue, read } from "../../reading/value";

/**
 * Reports deployments, methods and settings that no stage of the stack serves, because the stage that does may not
 * cache.
 */
export const checkUnserved = (stack: Stack, gateway: Gateway): Finding[] => [
    ...unserved(stack, gateway),
    ...implied(stack),
    ...withoutStage(gateway),
    ...withoutApi(stack),
    ...ofExternalApis(stack, gateway),
    // These properties make up the path of a Method.
    ...stack.ofType(pathTypes).flatMap((each) => ignoredChanges(each, ["pathPart", "parentId", "restApi"])),
];

function unserved(stack: Stack, gateway: Gateway): Finding[] {
    return gateway.unservedDeployments
        .filter((deployment) => !makesStage(deployment))
        .map((deployment) => {
            const apis = apisOf(stack, deployment);
            const [cause] = gateway.stages
                .filter((stage) => apis.length === 0 || stage.apis.some((api) => apis.includes(api)))
                .flatMap((stage) => unresolvedDeployment(stack, stage.resource) ?? []);
            return followingFinding(cause, deployment, {
                actual: "no Stage of this stack serves it, so a stage without a cache may do so",
                expected: "a Stage resource for each deployment",
                change: "add an aws.apigateway.Stage whose deployment is this one's id",
            });
        });
}

const makesStage = ({ props }: Resource): boolean => read(props, "stageName").state !== "absent";

// Before version 7 of the aws provider a Deployment could create an implicit stage, which the settings of other
// resources do not apply to.
const implied = (stack: Stack): Finding[] =>
    stack
        .ofType(deploymentTypes)
        .filter(makesStage)
        .map((deployment) =>
            finding(deployment, {
                actual: "stageName creates an implicit stage, which has no cache",
                expected: "a Stage resource for each stage",
                change: "remove stageName, and add an aws.apigateway.Stage whose deployment is this one's id",
            }),
        );

// An API that was imported by its id may serve this method at a stage outside the stack.
const withoutApi = (stack: Stack): Finding[] =>
    stack
        .ofType(methodTypes)
        .filter((method) => apisOf(stack, method).length === 0)
        .map((method) =>
            unresolvedFinding(method, "restApi", {
                actual: "restApi does not resolve to a RestApi of this stack, whose stage may have no cache",
                expected: "a method of an API that this program declares",
                change: "set restApi to the id of a RestApi of this program",
            }),
        );

// An API that was read with `.get` may have a stage outside the stack.
function ofExternalApis(stack: Stack, gateway: Gateway): Finding[] {
    const staged = new Set(gateway.stages.flatMap(({ apis }) => apis));
    return stack
        .ofType(methodTypes)
        .filter((method) => method.declared && apisOf(stack, method).some((api) => !api.declared && !staged.has(api)))
        .map((method) =>
            finding(method, {
                actual: "its API was only read and no Stage of this stack serves it, so a stage without a cache may do so",
                expected: "a method of an API that this program declares",
                change: "declare the RestApi and its Stage in this program",
            }),
        );
}

const withoutStage = (gateway: Gateway): Finding[] =>
    gateway.settings.filter(({ stages }) => stages.length === 0).map(unresolvedSettings);

/**
 * Reports settings for one method whose path differs from that of a similar operation. A wildcard in a path, or a base
 * path that an import prepends, could disable the cache for operations that the rule does not associate with these
 * settings.
 */
export function checkUnmatched(stack: Stack, { served: apis, settings }: GatewayStage): Finding[] {
    const own = settings.flatMap(({ resource, path }) =>
        path === undefined || path === everyMethod ? [] : [{ resource, path }],
    );
    const served = apis.flatMap((api) => pathsOf(stack, api));
    const moved = apis.some(isMoved);
    return own
        .filter(({ path }) => (moved || !served.includes(path)) && (path.includes("*") || resembles(path, served)))
        .map(({ resource }) =>
            finding(resource, {
                actual: "methodPath differs from that of a similar operation in the API's definition, so it may or may not apply to it",
                expected: `a path in API Gateway's notation, such as "~1items~1{id}/GET", or "${everyMethod}"`,
                change: "correct methodPath, or remove these settings",
            }),
        );
}

const resembles = (path: string, served: readonly string[]): boolean => {
    const stated = looseMethodPath(path);
    return served
        .map(looseMethodPath)
        .some((own) => stated === own || (own.includes("/") && stated.endsWith(`/${own}`)));
};

// An import ignores the base path unless it is told to prepend it or to split it, which changes the path of each
// operation.
const isMoved = (api: Resource): boolean => {
    const mode = read(api.props, "parameters", "basepath");
    return mode.state !== "absent" && knownValue(mode) !== "ignore";
};

function pathsOf(stack: Stack, api: Resource): string[] {
    const definition = definitionOf(api);
    const declared = definition.state === "body" ? definition.body.operations : [];
    const methods = methodsOf(stack, api).flatMap((method) => ("operation" in method ? [method.operation] : []));
    return [...declared, ...methods].map(({ path, method }) => methodPathOf(path, method));
}
