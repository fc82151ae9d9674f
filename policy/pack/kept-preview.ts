import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { PolicyName } from "../contract/policy";
import { type Plain, type Props, type Resource, type Stack, stackOf, UNKNOWN } from "../reading/resource";
import { isList, isObject } from "../reading/value";

/** The part of a preview that its update knows. */
export interface KeptPreview {
    /** The resources, with the properties that are never secret; all others are unknown. */
    readonly stack: Stack;
    /** URNs of the resources that would decide what a policy left undecided. */
    readonly causes: ReadonlyMap<PolicyName, ReadonlySet<string>>;
}

// Other resources, such as those of Elastic Beanstalk, have secrets in properties of the same names.
const keptTypes = /^aws:(apigateway|lb|alb|elb|ec2|vpc|rds)\//;

/**
 * Properties that are kept. They hold names, numbers and switches, never a secret; bodies, keys, passwords, variables and
 * scripts are not among them.
 */
const kept: ReadonlySet<string> = new Set(
    (
        "restApi stageName deployment cacheClusterEnabled cacheClusterSize methodPath settings httpMethod resourceId " +
        "parentId pathPart apiKeyRequired authorization type connectionType apiStages throttleSettings usagePlanId keyId " +
        "keyType enabled customerId internal loadBalancerType loadBalancerArn port ingress cidrBlocks ipv6CidrBlocks " +
        "cidrIpv4 cidrIpv6 fromPort toPort protocol ipProtocol securityGroups securityGroupId vpcSecurityGroupIds " +
        "associatePublicIpAddress subnetId subnetIds subnets mapPublicIpOnLaunch publiclyAccessible"
    ).split(" "),
);

const folder = (): string => join(tmpdir(), `gatehouse-policy-${userInfo().username}`);
const fileOf = (run: string): string => join(folder(), `${run}.json`);

/** Keeps a preview for the update that follows it in the same run of the CLI, readable by its user alone. */
export function keepPreview(run: string, { stack, causes }: KeptPreview): void {
    removeOld();
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    const resources = stack.resources.map((resource) => ({
        ...withoutSecrets(resource),
        parent: resource.parent,
        component: resource.component,
    }));
    const text = JSON.stringify({ resources, causes: [...causes].map(([policy, urns]) => [policy, [...urns]]) });
    const part = `${fileOf(run)}.${process.pid}.part`;
    writeFileSync(part, text, { mode: 0o600 });
    renameSync(part, fileOf(run));
}

/** Reads the preview of a run and removes it; undefined if it left nothing undecided, or there was none. */
export function takePreview(run: string): KeptPreview | undefined {
    let text: string;
    try {
        text = readFileSync(fileOf(run), "utf8");
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
    }
    rmSync(fileOf(run), { force: true });
    const { resources, causes }: { resources: Resource[]; causes: [PolicyName, string[]][] } = JSON.parse(text);
    return {
        stack: stackOf(
            resources.map((resource) => ({ ...resource, props: decoded(resource.props), outputs: unknownId })),
        ),
        causes: new Map(causes.map(([policy, urns]) => [policy, new Set(urns)])),
    };
}

// Ids of the preview say nothing about the update, in which a resource may be replaced.
const unknownId: Props = { id: UNKNOWN };

const marker = { "gatehouse:unknown": true };

function withoutSecrets({
    urn,
    type,
    name,
    props,
    declared,
    isComponent,
    ignoreChanges,
    dependencies,
    propertyDependencies,
}: Resource) {
    const encodedProps = Object.fromEntries(
        Object.entries(props).map(([key, value]) => [
            key,
            keptTypes.test(type) && kept.has(key) ? encoded(value) : marker,
        ]),
    );
    return {
        urn,
        type,
        name,
        props: encodedProps,
        declared,
        isComponent,
        ignoreChanges,
        dependencies,
        propertyDependencies,
    };
}

function encoded(value: Plain): unknown {
    if (value === UNKNOWN) return marker;
    if (isList(value)) return value.map(encoded);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, own]) => [key, encoded(own)])) : value;
}

const decoded = (props: Props): Props =>
    Object.fromEntries(Object.entries(props).map(([key, value]) => [key, decodedValue(value)]));

function decodedValue(value: Plain): Plain {
    if (isList(value)) return value.map(decodedValue);
    if (!isObject(value)) return value;
    return value["gatehouse:unknown"] === true ? UNKNOWN : decoded(value);
}

// A preview without an update leaves its file behind.
const maxAge = 24 * 60 * 60 * 1000;

function removeOld(): void {
    let names: readonly string[];
    try {
        names = readdirSync(folder());
    } catch {
        return;
    }
    for (const name of names) {
        const file = join(folder(), name);
        const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
        if (age > maxAge) rmSync(file, { force: true });
    }
}
