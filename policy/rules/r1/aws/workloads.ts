import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Plain, Resource } from "../../../reading/resource";
import {
    isList,
    isObject,
    type Path,
    pathText,
    type Reading,
    read,
    readList,
    readString,
} from "../../../reading/value";
import { checkTunnel } from "../kubernetes/pod";

/** Definitions of the containers that ECS or Batch runs. */
export const taskTypes: ReadonlySet<string> = new Set([
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition",
    "aws:batch/jobDefinition:JobDefinition",
]);

/** State machines, whose steps may start tasks (docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html). */
export const stateMachineTypes: ReadonlySet<string> = new Set(["aws:sfn/stateMachine:StateMachine"]);

// A state machine uses "AssignPublicIp", and "AssignPublicIp.$" for a value that it looks up at run time.
const assigning = /^assignPublicIp(?:\.\$)?$/i;
const keys = [
    "definition",
    "containerDefinitions",
    "containerProperties",
    "ecsProperties",
    "eksProperties",
    "nodeProperties",
];

/**
 * Checks that no container of a task is a tunnel, and that no job has a public address. In the aws provider,
 * definitions are JSON strings.
 */
export function checkTask(task: Resource): Finding[] {
    return keys.flatMap((key) => {
        const reading = readDocument(task, key);
        if (reading.state === "invalid") return [unknownValueFinding(task, reading)];
        // Images are often unknown, and then so is the whole string.
        return reading.state === "known" ? checkWithin(task, reading.value, [key]).slice(0, 1) : [];
    });
}

function readDocument(task: Resource, key: string): Reading<Plain> {
    const reading = read(task.props, key);
    if (reading.state !== "known" || isObject(reading.value) || isList(reading.value)) return reading;
    const value = typeof reading.value === "string" ? parseDocumentText(reading.value) : undefined;
    return isObject(value) || isList(value)
        ? { ...reading, value }
        : { state: "invalid", path: reading.path, actual: "not JSON" };
}

function checkWithin(task: Resource, value: Plain, path: Path): Finding[] {
    if (isList(value)) return value.flatMap((member, index) => checkWithin(task, member, [...path, index]));
    if (assigning.test(String(path.at(-1))) && value !== "DISABLED") return [assigned(task, pathText(path))];
    if (!isObject(value)) return [];
    return [
        ...checkTunnel(task, value, path),
        ...Object.entries(value).flatMap(([key, own]) => checkWithin(task, own, [...path, key])),
    ];
}

const assigned = (task: Resource, at: string): Finding => ({
    ...finding(task, {
        actual: `${at} assigns public addresses to its jobs`,
        expected: "jobs without public addresses",
        change: `set ${at} to "DISABLED"`,
    }),
    tier: "network",
});

/** Amplify apps. */
export const amplifyTypes: ReadonlySet<string> = new Set(["aws:amplify/app:App"]);

/** Checks that an Amplify app only serves files, and neither runs code nor proxies requests to a backend. */
export function checkAmplify(app: Resource): Finding[] {
    const platform = readString(app.props, "platform");
    if (platform.state === "unknown" || platform.state === "invalid") return [unknownValueFinding(app, platform)];
    // The default, "WEB", serves only files.
    if (platform.state === "known" && platform.value !== "WEB")
        return [proxied(app, "platform runs code at its own public address", 'set platform to "WEB"')];
    const rules = readList(app.props, "customRules");
    if (rules.state === "unknown" || rules.state === "invalid") return [unknownValueFinding(app, rules)];
    const passed = (rules.state === "known" ? rules.value : []).findIndex((rule) => {
        const status = readString(rule, "status");
        const target = readString(rule, "target");
        const redirects = status.state === "known" && /^30[1278]$/.test(status.value);
        return !redirects && !(target.state === "known" && /^\/(?!\/)/.test(target.value));
    });
    return passed < 0
        ? []
        : [
              proxied(
                  app,
                  `customRules[${passed}] proxies requests to another host`,
                  `remove customRules[${passed}], or make it a redirect to the API gateway`,
              ),
          ];
}

const proxied = (app: Resource, actual: string, change: string): Finding =>
    finding(app, { actual, expected: "the API gateway as the only public entry point", change });

/** Elastic Beanstalk environments and the templates of their settings. */
export const beanstalkTypes: ReadonlySet<string> = new Set([
    "aws:elasticbeanstalk/environment:Environment",
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
]);

const vpcNamespace = "aws:ec2:vpc";
const environmentNamespace = "aws:elasticbeanstalk:environment";

/**
 * Checks the settings of an environment, because no preview shows its load balancer and instances. The load balancer is
 * public unless `ELBScheme` is internal, and instances have public addresses by default
 * (docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html). A single instance gets an Elastic IP
 * address, and a shared load balancer has its own scheme (using-features-managing-env-types.html,
 * environments-cfg-alb-shared.html).
 */
export function checkBeanstalk(environment: Resource): Finding[] {
    const settings = readList(environment.props, "settings");
    if (settings.state === "unknown" || settings.state === "invalid")
        return [unknownValueFinding(environment, settings)];
    const entries = settings.state === "known" ? settings.value : [];
    const isSetTo = (namespace: string, name: string, expected: string): boolean =>
        valuesOf(entries, namespace, name).every((value) => value === expected);
    const isStated = (name: string): boolean => valuesOf(entries, vpcNamespace, name).length > 0;
    if (!isSetTo(environmentNamespace, "EnvironmentType", "LoadBalanced"))
        return [
            published(
                environment,
                "its EnvironmentType is not LoadBalanced, and a single instance has an Elastic IP address",
                "set EnvironmentType to LoadBalanced, or remove it from settings",
            ),
        ];
    if (!isSetTo(environmentNamespace, "LoadBalancerIsShared", "false"))
        return [
            published(
                environment,
                "its load balancer is shared, and this program does not show that it is internal",
                "remove LoadBalancerIsShared from settings",
            ),
        ];
    if (
        isStated("ELBScheme") &&
        isStated("AssociatePublicIpAddress") &&
        isSetTo(vpcNamespace, "ELBScheme", "internal") &&
        isSetTo(vpcNamespace, "AssociatePublicIpAddress", "false")
    )
        return [];
    return [
        published(
            environment,
            `its settings of ${vpcNamespace} do not make its load balancer and instances private`,
            `add both to settings with the namespace "${vpcNamespace}"`,
        ),
    ];
}

const published = (environment: Resource, actual: string, change: string): Finding =>
    finding(environment, {
        actual,
        expected: 'ELBScheme "internal" and AssociatePublicIpAddress "false"',
        change,
    });

// An unknown entry may override any setting.
function valuesOf(entries: readonly Plain[], namespace: string, name: string): (string | undefined)[] {
    return entries.flatMap((entry) => {
        const inNamespace = readString(entry, "namespace");
        const own = readString(entry, "name");
        if (inNamespace.state === "known" && inNamespace.value !== namespace) return [];
        if (own.state === "known" && own.value !== name) return [];
        const value = readString(entry, "value");
        return [
            inNamespace.state === "known" && own.state === "known" && value.state === "known" ? value.value : undefined,
        ];
    });
}
