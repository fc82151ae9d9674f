import type { ResourcePolicy } from "../../contract/policy";
import { countedResult, sharedCheck, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { type Finding, ofTier, undecidedFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource } from "../../reading/resource";
import { knownValue, readString } from "../../reading/value";
import {
    addonTypes,
    checkAddon,
    checkCluster,
    checkNodeGroup,
    clusterPaths,
    clusterTypes,
    nodeGroupTypes,
} from "./aws/cluster";
import {
    checkFunctionPolicy,
    checkPermission,
    functionPolicyTypes,
    permissionPaths,
    permissionTypes,
} from "./aws/function-permission";
import {
    checkNetworkPolicy,
    checkPublicService,
    guardedTypes,
    isPublicService,
    networkPolicyTypes,
    publicServicePaths,
} from "./aws/public-services";
import {
    checkEventPermission,
    checkResourcePolicy,
    eventPermissionTypes,
    resourcePolicyTypes,
} from "./aws/resource-policies";
import {
    amplifyTypes,
    beanstalkTypes,
    checkAmplify,
    checkBeanstalk,
    checkTask,
    stateMachineTypes,
    taskTypes,
} from "./aws/workloads";
import { checkTranslated, isDoor } from "./doors";
import {
    checkCloudFormationResource,
    cloudFormationPaths,
    isCloudFormationResource,
} from "./other-tools/cloudformation-resource";
import { checkTerraformResource, isTerraformResource } from "./other-tools/terraform-resource";

interface Check {
    /** Noun for the summary; absent for types that are not counted. */
    readonly noun?: string;
    applies(type: string): boolean;
    /** Dotted paths that the check reads. */
    readonly paths: readonly string[] | ((type: string) => readonly string[]);
    check(resource: Resource, settings: Settings): Finding[];
}

const checks: readonly Check[] = [
    { noun: "cluster endpoint", applies: (type) => clusterTypes.has(type), paths: clusterPaths, check: checkCluster },
    { noun: "task", applies: (type) => taskTypes.has(type), paths: [], check: checkTask },
    { applies: (type) => stateMachineTypes.has(type), paths: [], check: checkTask },
    {
        noun: "service endpoint",
        applies: (type) => isPublicService(type) && !guardedTypes.has(type),
        paths: publicServicePaths,
        check: checkPublicService,
    },
    {
        noun: "permission",
        applies: (type) => permissionTypes.has(type),
        paths: permissionPaths,
        check: checkPermission,
    },
    {
        noun: "permission",
        applies: (type) => functionPolicyTypes.has(type),
        paths: ["policy"],
        check: checkFunctionPolicy,
    },
    {
        noun: "service endpoint",
        applies: (type) => beanstalkTypes.has(type),
        paths: ["settings"],
        check: checkBeanstalk,
    },
    {
        noun: "service endpoint",
        applies: (type) => amplifyTypes.has(type),
        paths: ["platform", "customRules"],
        check: checkAmplify,
    },
    {
        noun: "service endpoint",
        applies: (type) => networkPolicyTypes.has(type),
        paths: ["type", "policy"],
        check: checkNetworkPolicy,
    },
    { applies: (type) => resourcePolicyTypes.has(type), paths: ["policy"], check: checkResourcePolicy },
    {
        applies: (type) => eventPermissionTypes.has(type),
        paths: ["principal", "condition"],
        check: checkEventPermission,
    },
    { applies: (type) => nodeGroupTypes.has(type), paths: ["remoteAccess"], check: checkNodeGroup },
    { applies: (type) => addonTypes.has(type), paths: ["configurationValues"], check: checkAddon },
    {
        noun: "template",
        applies: isCloudFormationResource,
        paths: cloudFormationPaths,
        check: (resource, settings) => checkCloudFormationResource(resource, settings, checkOf),
    },
    {
        applies: isTerraformResource,
        paths: [],
        check: (resource, settings) => checkTerraformResource(resource, settings, checkOf),
    },
    { applies: (type) => isCommand(type), paths: [], check: (resource) => checkCommand(resource) },
];

// A missing check is a defect of the pack, and must not pass for a proof.
function checkFor(type: string): Check {
    const check = checks.find(({ applies }) => applies(type));
    if (!check) throw new Error(`r1-private-aws has no check for "${type}".`);
    return check;
}

// A resource in the terms of another tool is checked by itself, because its references are not known.
function checkOf(resource: Resource, settings: Settings): Finding[] {
    if (!isDoor(resource.type)) return checkFor(resource.type).check(resource, settings);
    const own = checks.find(({ applies }) => applies(resource.type))?.check(resource, settings) ?? [];
    return [...own, ...checkTranslated(resource, settings)];
}

/** R1 for single AWS resources: none exposes the backend outside the gateway. */
export const privateAws: ResourcePolicy = {
    name: "r1-private-aws",
    ruleId: "R1",
    tier: "gateway",
    scope: "resource",
    displayName: "AWS resources stay private",
    description: "No AWS resource exposes the backend outside the API gateway.",
    severity: "critical",
    remediationSteps: "Make the load balancer internal, close the address range, or remove the public endpoint.",
    tags: ["aws", "network"],
    settings: ["trustedCidrs"],
    applies: (type) => checks.some((check) => check.applies(type)),
    check: sharedCheck((resource: Resource, settings) => {
        const check = checkFor(resource.type);
        const own = check.check(resource, settings);
        const paths = typeof check.paths === "function" ? check.paths(resource.type) : check.paths;
        const findings = own.length > 0 ? own : ignoredChanges(resource, paths);
        return check.noun === undefined ? uncountedResult(findings) : countedResult(check.noun, findings);
    }),
};

const commandTypes: ReadonlySet<string> = new Set([
    "command:local:Command",
    "command:remote:Command",
    "command:local:run",
]);

// pulumi-nodejs:dynamic:Resource, pulumi-nodejs:dynamic/module:Type, pulumi-python:dynamic:Resource
const dynamicType = /^pulumi-(nodejs|python):dynamic[:/]/;

/** Whether a type is a resource whose effects depend on its code. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/**
 * Reports that a resource runs code, whose effects no policy can see. The code itself is not read: what a script does
 * cannot be told from its words.
 */
export function checkCommand(command: Resource): Finding[] {
    const program = programOf(command);
    const runs = dynamicType.test(command.type) ? "the code of a dynamic provider" : (program ?? "a command");
    return ofTier("strict", [
        undecidedFinding(command, {
            actual: `it runs ${runs}, and no policy sees what that creates or changes`,
            decidedBy: "a review of the code that it runs",
            change: "declare what it creates as resources of the program, or waive it after the review",
        }),
    ]);
}

// Only the program: arguments and variables may hold secrets.
function programOf({ props }: Resource): string | undefined {
    const texts = [readString(props, "interpreter", 0), ...scripts.map((key) => readString(props, key))];
    const text = texts.map((reading) => knownValue(reading)).find((found) => found !== undefined);
    const program = /^\s*(?:[\w.-]*\/)*([a-z][\w.-]{0,19})(?=\s|$)/i.exec(text ?? "")?.[1];
    return program === undefined ? undefined : `"${program}"`;
}

const scripts = ["create", "update", "delete", "command"];
