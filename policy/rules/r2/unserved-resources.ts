import { apisOf } from "../../gateway/api-references";
import type { Gateway } from "../../gateway/graph";
import { deploymentTypes, methodTypes, pathTypes } from "../../gateway/types";
import { type Finding, finding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource, Stack } from "../../reading/resource";
import { read } from "../../reading/value";

/**
 * Reports deployments, methods and settings that no stage of the stack serves, because the stage that does may not
 * cache.
 */
export const checkUnserved = (stack: Stack, gateway: Gateway): Finding[] => [
    ...unserved(gateway),
    ...implied(stack),
    ...withoutStage(gateway),
    ...withoutApi(stack),
    ...ofExternalApis(stack, gateway),
    // These properties make up the path of a Method.
    ...stack.ofType(pathTypes).flatMap((each) => ignoredChanges(each, ["pathPart", "parentId", "restApi"])),
];

const unserved = (gateway: Gateway): Finding[] =>
    gateway.unservedDeployments
        .filter((deployment) => !makesStage(deployment))
        .map((deployment) =>
            finding(deployment, {
                actual: "no Stage of this stack serves it, so a stage without a cache may do so",
                expected: "a Stage resource for each deployment",
                change: "add an aws.apigateway.Stage whose deployment is this one's id",
            }),
        );

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
            finding(method, {
                actual: "restApi does not resolve to a RestApi of this stack, so a stage without a cache may serve it",
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
    gateway.settings
        .filter(({ stages }) => stages.length === 0)
        .map(({ resource }) =>
            finding(resource, {
                actual: "stageName and restApi do not resolve to a Stage of this stack, so these settings have no effect on checked operations",
                expected: "settings of a stage that this program declares",
                change: "set restApi and stageName from the Stage resource",
            }),
        );
