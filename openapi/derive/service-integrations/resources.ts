import { createHash } from "node:crypto";
import type { AwsPlace } from "../../aws-place";
import type { ServiceName, ServiceTarget } from "../../operation-integration";
import { stageVariableNames } from "../../stage-variables";

/** The API whose operations call services, and where they are. */
export interface ServiceScope {
    /** Name of the stack at AWS, such as `gatehouse-dev`. */
    readonly stack: string;
    /** Name of the API. */
    readonly api: string;
    readonly place: AwsPlace;
    /** ARNs of the existing resources that names in `integrations.yaml` refer to, by that name. */
    readonly targets: Readonly<Record<string, string>>;
}

/** A resource that an integration calls. */
export interface ServiceResource {
    /** Name at AWS. */
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    readonly accountId: string;
}

/** The name that refers to the table of the API's own settings. */
export const ownTable = "own" as const;

/** Maximum length of a name at AWS (API references of CreateQueue, CreateTopic, CreateStream, CreateStateMachine, CreateEventBus, CreateBucket). */
const maxLengths: Readonly<Record<ServiceName, number>> = {
    // 80, less the end of the name of its dead-letter queue.
    sqs: 75,
    sns: 256,
    kinesis: 128,
    stepFunctions: 80,
    dynamodb: 255,
    eventBridge: 256,
    s3: 63,
};

/** Maximum length of the name of a role or a function (API references of CreateRole and CreateFunction). */
export const maxRoleName = 64;

/** The beginning of a resource's part of an ARN, by service: `stream/` in `arn:aws:kinesis:…:stream/clicks`. */
const arnForms: Readonly<Record<ServiceName, { readonly service: string; readonly prefix: string }>> = {
    sqs: { service: "sqs", prefix: "" },
    sns: { service: "sns", prefix: "" },
    kinesis: { service: "kinesis", prefix: "stream/" },
    stepFunctions: { service: "states", prefix: "stateMachine:" },
    dynamodb: { service: "dynamodb", prefix: "table/" },
    eventBridge: { service: "events", prefix: "event-bus/" },
    s3: { service: "s3", prefix: "" },
};

/**
 * A name at AWS that the REST API's body contains, so that it is known before the resource exists. No API's name contains
 * the separator, so that no two stacks and APIs have the same one; the end of a long one is a hash of the whole.
 */
export function fixedName(
    { stack, api }: Pick<ServiceScope, "stack" | "api">,
    name: string,
    maxLength: number,
): string {
    return shortened(`${stack}_${api}_${name}`, maxLength);
}

function shortened(name: string, maxLength: number): string {
    return name.length <= maxLength ? name : `${name.slice(0, maxLength - 9)}-${hashOf(name)}`;
}

function hashOf(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** The existing resource that a name refers to; undefined for one that the stack creates. */
export function existingArn({ targets }: Pick<ServiceScope, "targets">, name: string): string | undefined {
    return Object.hasOwn(targets, name) ? targets[name] : undefined;
}

/** The resource of a service integration: a queue, a topic, … of the stack, or an existing one. */
export function resourceOf({ kind, name }: Pick<ServiceTarget, "kind" | "name">, scope: ServiceScope): ServiceResource {
    const { partition, region, accountId } = scope.place;
    const { service, prefix } = arnForms[kind];
    const existing = existingArn(scope, name);
    if (existing !== undefined) {
        const [, , , ownRegion = "", ownAccount = "", ...rest] = existing.split(":");
        const own = rest.join(":").slice(prefix.length);
        return { name: own, arn: existing, region: ownRegion || region, accountId: ownAccount || accountId };
    }
    const own = kind === "s3" ? bucketName(scope, name) : namedResource(kind, scope, name);
    const owner = kind === "s3" ? "::" : `:${region}:${accountId}`;
    return { name: own, arn: `arn:${partition}:${service}${owner}:${prefix}${own}`, region, accountId };
}

// The name of a FIFO queue ends with .fifo (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).
function namedResource(kind: ServiceName, scope: ServiceScope, name: string): string {
    const suffix = name.endsWith(".fifo") ? ".fifo" : "";
    const base = suffix === "" ? name : name.slice(0, -suffix.length);
    return fixedName(scope, base, maxLengths[kind] - suffix.length) + suffix;
}

// Bucket names have no underscore, unlike those of stacks, and are unique among the accounts and regions of a partition
// (docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
function bucketName({ stack, api, place }: ServiceScope, name: string): string {
    const hash = hashOf([stack, api, name, place.accountId, place.region].join(" "));
    return `${`${stack}-${api}-${name}`
        .toLowerCase()
        .replaceAll("_", "-")
        .slice(0, maxLengths.s3 - 9)}-${hash}`;
}

/** The problem of an ARN in place of a resource that an integration names; undefined if it is one of its service. */
export function arnProblem(kind: ServiceName, arn: string): string | undefined {
    const { service, prefix } = arnForms[kind];
    const form = new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12})?:${prefix}[^:/\\s]+$`);
    if (form.test(arn)) return undefined;
    const owner = kind === "s3" ? "::" : ":eu-central-1:123456789012";
    return `an ARN such as arn:aws:${service}${owner}:${prefix}name`;
}

/**
 * The table of the API's own settings as templates name it: by a stage variable, because its name at AWS is generated, so
 * that a table and its replacement have different names.
 * @returns undefined for another target.
 */
export function tableVariable(
    { kind, name }: Pick<ServiceTarget, "kind" | "name">,
    { api, place: { region, accountId } }: ServiceScope,
): ServiceResource | undefined {
    if (kind !== "dynamodb" || name !== ownTable) return undefined;
    return { name: `$stageVariables.${stageVariableNames(api).table}`, arn: "", region, accountId };
}
