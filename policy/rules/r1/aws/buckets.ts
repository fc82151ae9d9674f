import { combineResults, countedResult, emptyResult, type RuleResult, uncountedResult } from "../../../contract/result";
import type { Settings } from "../../../contract/settings";
import { readAccessList } from "../../../reading/access-list";
import { accountBlockTypes, blocksOf, blockTypes, bucketsOf, bucketTypes, typesOf } from "../../../reading/buckets";
import {
    type Finding,
    finding,
    ofTier,
    quietly,
    undecidedFinding,
    unknownValueFinding,
} from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { openStatements, readStatements } from "../../../reading/policy-document";
import type { Resource, Stack } from "../../../reading/resource";
import { knownValue, read, readBoolean, readString } from "../../../reading/value";
import { called } from "./resource-policies";

const policyTypes = typesOf("BucketPolicy", "Bucket", "BucketV2");
const aclTypes = typesOf("BucketAcl", "BucketAclV2", "Bucket", "BucketV2");
// The last one is an earlier token of `BucketObjectv2`, as its aliases in the SDK say.
const fileTypes = typesOf("BucketObject", "BucketObjectv2", "ObjectCopy").add("aws:s3/BucketObject:BucketObject");
const websiteTypes = typesOf("BucketWebsiteConfiguration", "BucketWebsiteConfigurationV2");

/** A way in which a bucket is public. */
interface Opening {
    readonly resource: Resource;
    /** Whether more than reading is allowed; undefined if that is not known. */
    readonly writes: boolean | undefined;
    /** E.g. `statement 1 of policy allows everyone s3:PutObject`. */
    readonly actual: string;
    readonly change: string;
}

/**
 * Checks that the policies and access control lists of buckets are not public, unless a public access block makes them
 * harmless (docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html). A bucket whose files
 * anyone may read is no API, and belongs to the tier `network`; one that anyone may write to is a door to the backend.
 * Pre-signed URLs need no rule: each is signed by a caller of the gateway's own operations. Buckets without findings are
 * counted.
 */
export function checkBuckets(stack: Stack, { trustedCidrs }: Settings): RuleResult {
    const policies = stack.ofType(policyTypes).map((resource) => {
        const opening = openPolicy(stack, resource, trustedCidrs);
        return { resource, findings: checked(stack, resource, "restrictPublicBuckets", opening) };
    });
    const lists = stack
        .ofType(aclTypes)
        .map((resource) => ({ resource, findings: checked(stack, resource, "ignorePublicAcls", openAcl(resource)) }));
    const openings = [...policies, ...lists, ...checkFiles(stack)].filter(({ findings }) => findings.length > 0);
    const reported = new Set(openings.flatMap(({ findings }) => findings.map(({ urn }) => urn)));
    const open = new Set(openings.flatMap(({ resource }) => bucketsOf(stack, resource)));
    // A bucket that is public has a finding already.
    const blocks = stack.ofType(blockTypes).flatMap((block) => {
        const buckets = bucketsOf(stack, block);
        if (reported.has(block.urn) || buckets.some((bucket) => open.has(bucket))) return [];
        const findings = checkBlock(stack, block);
        return findings.length > 0 ? [{ buckets, findings }] : [];
    });
    for (const { buckets } of blocks) for (const bucket of buckets) open.add(bucket);
    return combineResults([
        ...[...openings, ...blocks].map(({ findings }) => uncountedResult(findings)),
        ...stack.ofType(bucketTypes).map((each) => (open.has(each) ? emptyResult : countedResult("bucket", []))),
    ]);
}

function checked(stack: Stack, resource: Resource, setting: string, opening: Opening | Finding | undefined): Finding[] {
    if (opening === undefined) return [];
    const block = blocksOf(stack, resource).find(({ props }) => knownValue(readBoolean(props, setting)) === true);
    if (block) return ignoredChanges(block, [setting]);
    if ("urn" in opening) return inBothTiers(opening);
    return ofTier(opening.writes === false ? "network" : "gateway", [publicBucket(stack, opening, setting)]);
}

// Whether it would be an open door or open files is not known either.
const inBothTiers = (one: Finding): Finding[] =>
    one.undecided === undefined || one.tier !== undefined ? [one] : [one, { ...one, tier: "network" }];

function publicBucket(stack: Stack, { resource, writes, actual, change }: Opening, setting: string): Finding {
    const open = blocksOf(stack, resource).find(({ props }) => readBoolean(props, setting).state === "unknown");
    const can = writes === false ? "read its files" : "write to it, bypassing the gateway";
    if (open)
        return undecidedFinding(
            resource,
            { actual, decidedBy: `the value of ${setting} of "${open.name}"`, change: `set ${setting} to true` },
            open,
        );
    return finding(resource, {
        actual: `${actual}, so anyone can ${can}`,
        expected: "a bucket that only named principals can use",
        change: `${change}, or add an aws.s3.BucketPublicAccessBlock with ${setting} true for the bucket`,
    });
}

// All requests that read, and may not change, what a bucket holds.
const reading = /^s3:(?:Get|List|Head)/i;

function openPolicy(stack: Stack, resource: Resource, trustedCidrs: readonly string[]): Opening | Finding | undefined {
    const statements = readStatements(resource, "policy");
    if (statements.state === "absent") return undefined;
    if (statements.state === "unknown") return unknownPolicy(stack, resource);
    if (statements.state === "invalid") return unknownValueFinding(resource, statements);
    const open = openStatements(statements, trustedCidrs).filter(({ admits }) => admits === "anyone");
    const isRead = (actions: readonly string[]) => actions.length > 0 && actions.every((each) => reading.test(each));
    const first = open.find(({ actions }) => !isRead(actions)) ?? open[0];
    if (first === undefined) return undefined;
    return {
        resource,
        writes: !isRead(first.actions),
        actual: `${first.place} allows everyone ${called(first.actions)}`,
        change: `name the principals in ${first.place}, or identify them in its Condition`,
    };
}

// The policy of a new bucket contains its ARN. Only that of a website suggests that it is public.
function unknownPolicy(stack: Stack, resource: Resource): Finding | undefined {
    const unknown = unknownValueFinding(
        resource,
        read(resource.props, "policy"),
        "to decide it at preview, add an aws.s3.BucketPublicAccessBlock with restrictPublicBuckets true for the bucket",
    );
    const buckets = bucketsOf(stack, resource);
    const isOf = (each: Resource) => bucketsOf(stack, each).some((own) => buckets.includes(own));
    const isWebsite =
        buckets.some(({ props }) => read(props, "website").state !== "absent") || stack.ofType(websiteTypes).some(isOf);
    return isWebsite ? { ...unknown, tier: "network" } : quietly([unknown])[0];
}

function openAcl(resource: Resource): Opening | Finding | undefined {
    const access = readAccessList(resource);
    if (access.state === "unknown") return quietly([unknownValueFinding(resource, access.reading)])[0];
    return access.state === "public" ? { resource, ...access } : undefined;
}

/**
 * Files that everyone may read, by their own access control lists. No grant of such a list overwrites a file, and one
 * that changes the list (`WRITE_ACP`) still only reads. A site may have hundreds of files, so each bucket has one finding.
 */
function checkFiles(stack: Stack): { readonly resource: Resource; readonly findings: Finding[] }[] {
    const open = new Set<Resource | string | undefined>();
    const undecided = new Set<Resource | string | undefined>();
    return stack.ofType(fileTypes).flatMap((resource) => {
        const opening = openAcl(resource);
        const file = opening && "resource" in opening ? { ...opening, writes: false } : opening;
        const findings = checked(stack, resource, "ignorePublicAcls", file);
        const bucket = bucketsOf(stack, resource)[0] ?? knownValue(readString(resource.props, "bucket"));
        // A file that is undecided hides none that is public.
        const seen = findings.every((each) => each.undecided) ? undecided : open;
        if (findings.length === 0 || seen.has(bucket)) return [];
        seen.add(bucket);
        return [{ resource, findings }];
    });
}

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/**
 * Checks that a block is not switched off as a whole. S3 blocks public access to each new bucket
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html), so that only a block with every flag false, which is
 * also what the provider sends for an omitted one, opens the way for public policies and lists.
 */
function checkBlock(stack: Stack, block: Resource): Finding[] {
    const values = flags.map((flag) => readBoolean(block.props, flag));
    if (values.some((value) => knownValue(value) === true)) return ofTier("network", ignoredChanges(block, flags));
    const isOn = (each: Resource) =>
        ["ignorePublicAcls", "restrictPublicBuckets"].every((flag) => knownValue(readBoolean(each.props, flag)));
    if (stack.ofType(accountBlockTypes).some(isOn)) return [];
    const undecided = values.find(({ state }) => state === "unknown" || state === "invalid");
    if (undecided) return ofTier("network", [unknownValueFinding(block, undecided)]);
    return ofTier("network", [
        finding(block, {
            actual: `all of ${flags.join(", ")} are false, so a policy or an access control list can make the bucket public`,
            expected: "a public access block that is on",
            change: "set all four to true",
        }),
    ]);
}
