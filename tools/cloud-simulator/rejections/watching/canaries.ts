import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { mapOf, type PropertyMap, plain, text, unknown } from "../../state/property-values";

const type = "aws:synthetics/canary:Canary";
const provider = "hashicorp/terraform-provider-aws, internal/service/synthetics/canary.go";
const runtimes = "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html";

/** Runtimes without a browser (the page above). */
const nodeRuntimes = ["3.0", "3.1", "4.0", "4.1", "4.2", "5.0", "5.1", "5.2"].map((version) => `syn-nodejs-${version}`);
/** Runtimes with one, and those of other languages, that are not deprecated. */
const otherRuntimes =
    /^syn-(nodejs-puppeteer-(1[0-9])\.\d|nodejs-playwright-[2-9]\.\d|python-selenium-([5-9]|1\d)\.\d|java-1\.\d)$/;
const deprecated =
    /^syn-(1\.0|nodejs-2\.\d|nodejs-puppeteer-[3-9]\.\d|nodejs-playwright-1\.\d|python-selenium-[1-4]\.\d)$/;

/** Calls about canaries that CloudWatch Synthetics or the provider rejects. */
export const canaryRejections: readonly Rejection[] = [
    {
        what: "a canary whose name has other characters than a–z, 0–9, - and _",
        type,
        on: ["create"],
        source: provider,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { name } }) =>
            typeof name !== "string" || /^[0-9a-z_-]{1,255}$/.test(name)
                ? undefined
                : "must contain only lowercase alphanumeric, hyphen, or underscore.",
    },
    {
        what: "a canary with a deprecated runtime",
        type,
        on: ["create", "update"],
        source: "data-dot-all/dataall#1446, aws-samples/arc-zonal-shift-demo#3",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { runtimeVersion } }) =>
            deprecated.test(text(runtimeVersion))
                ? "ValidationException: Deprecated runtime version specified."
                : undefined,
    },
    {
        what: "a canary with a runtime that does not exist",
        type,
        on: ["create", "update"],
        source: runtimes,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const version = text(properties.runtimeVersion);
            const isKnown = nodeRuntimes.includes(version) || otherRuntimes.test(version) || deprecated.test(version);
            return isKnown || properties.runtimeVersion === unknown
                ? undefined
                : `ValidationException: Invalid runtime version specified: ${version}`;
        },
    },
    {
        what: "a canary whose handler is not a file and a function",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryCodeInput.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { handler } }) =>
            typeof handler !== "string" || /^([\w-]+[/.])*[\w-]+(\.|::)[A-Za-z_]\w*$/.test(handler)
                ? undefined
                : `ValidationException: 1 validation error detected: Value '${handler}' at 'code.handler' failed to satisfy constraint: Member must satisfy regular expression pattern`,
    },
    {
        what: "a canary that runs for less than 3 seconds or more than 14 minutes, or has less than 960 MB or no multiple of 64",
        type,
        on: ["create", "update"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const { timeoutInSeconds, memoryInMb } = mapOf(properties.runConfig);
            if (typeof timeoutInSeconds === "number" && (timeoutInSeconds < 3 || timeoutInSeconds > 840))
                return `expected run_config.0.timeout_in_seconds to be in the range (3 - 840), got ${timeoutInSeconds}`;
            return typeof memoryInMb === "number" && (memoryInMb < 960 || memoryInMb % 64 !== 0)
                ? `expected run_config.0.memory_in_mb to be at least (960) and divisible by 64, got ${memoryInMb}`
                : undefined;
        },
    },
    {
        what: "a canary with a schedule of another form than rate(1 minute), rate(5 minutes), rate(1 hour) or cron(…)",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryScheduleInput.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const { expression } = mapOf(properties.schedule);
            const [, count = "", unit] = /^rate\((\d+) (minutes?|hour)\)$/.exec(text(expression)) ?? [];
            const isRate = unit === "hour" ? count === "1" : Number(count) <= 60 && unit !== undefined;
            return typeof expression !== "string" || isRate || expression.startsWith("cron(")
                ? undefined
                : `ValidationException: Invalid schedule expression: ${expression}`;
        },
    },
    {
        what: "a canary whose code is not in its bucket",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryCodeInput.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const { s3Bucket, s3Key } = properties;
            const found = objectsIn(text(s3Bucket), cloud).some(({ key }) => text(key) === text(s3Key));
            return s3Bucket === undefined || found || !hasBucket(text(s3Bucket), cloud)
                ? undefined
                : "ValidationException: The specified key does not exist.";
        },
    },
    {
        what: "a canary whose results have no bucket: of the buckets of the stack, none has that name",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const [, bucket = ""] = /^(?:s3:\/\/)?([^/]+)/.exec(text(properties.artifactS3Location)) ?? [];
            // A bucket outside the stack, such as one of another program, may exist.
            const isOwn = text(properties.s3Bucket) === bucket || properties.s3Bucket === undefined;
            return !isOwn || hasBucket(bucket, cloud)
                ? undefined
                : `ValidationException: The specified bucket does not exist: ${bucket}`;
        },
    },
    {
        what: "a canary whose role Lambda may not assume; a role that does not exist in the stack is accepted",
        type,
        on: ["create", "update"],
        source: provider,
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const role = store
                .ofType("aws:iam/role:Role")
                .find(({ outputs }) => text(outputs.arn) === text(properties.executionRoleArn));
            const trust = JSON.stringify(plain(role?.outputs.assumeRolePolicy ?? null));
            return role === undefined || /\blambda\.amazonaws\.com\b/.test(trust)
                ? undefined
                : "The role defined for the function cannot be assumed by Lambda";
        },
    },
];

function hasBucket(name: string, { store }: Cloud): boolean {
    return store.ofType("aws:s3/bucket:Bucket").some(({ outputs }) => text(outputs.bucket) === name);
}

function objectsIn(bucket: string, { store }: Cloud): PropertyMap[] {
    return store
        .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
        .map(({ outputs }) => outputs)
        .filter((outputs) => text(outputs.bucket) === bucket);
}
