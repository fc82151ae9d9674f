import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed } from "../../gateway-emulator/state/state-values";

/** An object in a bucket. */
export interface SiteObject {
    readonly contentType: string;
    readonly cacheControl?: string;
    /** With its quotation marks. */
    readonly etag: string;
    readonly body: Buffer;
}

/** A bucket that CloudFront reads. */
export interface SiteBucket {
    readonly name: string;
    readonly objects: Readonly<Record<string, SiteObject>>;
    /** Whether the policy lets the distribution read objects, and list them: without the latter, S3 hides which ones are missing. */
    readonly permits: { readonly read: boolean; readonly list: boolean };
}

const bucketForm = z.object({ bucket: z.string(), bucketRegionalDomainName: z.string().nullish() });
// An asset of a file or of a string, as a state has it (pulumi/pulumi, sdk/go/common/resource/asset).
const assetForm = z.union([z.object({ path: z.string() }), z.object({ text: z.string() })]);
const objectForm = z.object({
    bucket: z.string(),
    key: z.string(),
    source: assetForm.nullish(),
    content: z.string().nullish(),
    contentBase64: z.string().nullish(),
    contentType: z.string().nullish(),
    cacheControl: z.string().nullish(),
});
const policyForm = z.object({ bucket: z.string(), policy: z.string() });
const strings = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const documentForm = z.object({
    Statement: z.array(
        z.object({
            Effect: z.string(),
            Principal: z.union([z.string(), z.record(z.string(), strings)]).optional(),
            Action: strings.optional(),
            Condition: z.record(z.string(), z.record(z.string(), strings)).optional(),
        }),
    ),
});

/**
 * Reads the buckets of a stack, with the content of their objects, by the domain name that an origin has for them.
 * @param distributionArn the distribution that reads them.
 */
export function readBuckets(
    resources: readonly StateResource[],
    distributionArn: string,
): Readonly<Record<string, SiteBucket>> {
    const ofType = <T>(form: z.ZodType<T>, ...types: readonly string[]): T[] =>
        resources
            .filter(({ type }) => types.includes(type))
            .flatMap(({ outputs }) => form.safeParse(revealed(outputs)).data ?? []);
    const objects = ofType(objectForm, "aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject");
    const policies = ofType(policyForm, "aws:s3/bucketPolicy:BucketPolicy");
    const buckets = ofType(bucketForm, "aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2");
    return Object.fromEntries(
        buckets.map(({ bucket: name, bucketRegionalDomainName }) => {
            const own = objects.filter(({ bucket }) => bucket === name).map((each) => [each.key, readObject(each)]);
            const documents = policies.filter(({ bucket }) => bucket === name).map(({ policy }) => policy);
            const can = (action: string) => documents.some((document) => permits(document, action, distributionArn));
            const permitted = { read: can("s3:GetObject"), list: can("s3:ListBucket") };
            const bucket: SiteBucket = { name, objects: Object.fromEntries(own), permits: permitted };
            return [bucketRegionalDomainName ?? `${name}.s3.amazonaws.com`, bucket];
        }),
    );
}

function readObject(given: z.output<typeof objectForm>): SiteObject {
    const { contentType, cacheControl } = given;
    const body = bodyOf(given);
    return {
        // The default of S3.
        contentType: contentType ?? "binary/octet-stream",
        ...(cacheControl && { cacheControl }),
        etag: `"${createHash("md5").update(body).digest("hex")}"`,
        body,
    };
}

function bodyOf({ source, content, contentBase64 }: z.output<typeof objectForm>): Buffer {
    if (source) return "path" in source ? readFileSync(source.path) : Buffer.from(source.text);
    return contentBase64 ? Buffer.from(contentBase64, "base64") : Buffer.from(content ?? "");
}

// Origin access control signs as CloudFront's service for one distribution
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html).
function permits(policy: string, action: string, distributionArn: string): boolean {
    const { Statement } = documentForm.parse(JSON.parse(policy));
    return Statement.some(({ Effect, Principal, Action = [], Condition = {} }) => {
        const services = typeof Principal === "object" ? (Principal.Service ?? []) : [];
        const sources = Object.values(Condition).flatMap((tests) =>
            Object.entries(tests).flatMap(([key, values]) => (key.toLowerCase() === "aws:sourcearn" ? values : [])),
        );
        return (
            Effect === "Allow" &&
            services.includes("cloudfront.amazonaws.com") &&
            (Action.includes(action) || Action.includes("s3:*")) &&
            (sources.length === 0 || sources.includes(distributionArn))
        );
    });
}
