import type { Settings } from "../../../contract/settings";
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
import { resolveReference } from "../../../reading/references";
import type { Resource, Stack } from "../../../reading/resource";
import { isList, knownValue, type Path, read, readBoolean, readList, readString } from "../../../reading/value";
import { called } from "./resource-policies";

const typesOf = (...names: readonly string[]): ReadonlySet<string> =>
    new Set(names.map((name) => `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`));

const bucketTypes = typesOf("Bucket", "BucketV2");
const policyTypes = typesOf("BucketPolicy", "Bucket", "BucketV2");
const aclTypes = typesOf("BucketAcl", "BucketAclV2", "Bucket", "BucketV2");
const blockTypes = typesOf("BucketPublicAccessBlock");
const accountBlockTypes = typesOf("AccountPublicAccessBlock");
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
 * Pre-signed URLs need no rule: each is signed by a caller of the gateway's own operations.
 */
export function checkBuckets(stack: Stack, { trustedCidrs }: Settings): Finding[] {
    return [
        ...stack
            .ofType(policyTypes)
            .flatMap((each) => checked(stack, each, "restrictPublicBuckets", openPolicy(stack, each, trustedCidrs))),
        ...stack.ofType(aclTypes).flatMap((each) => checked(stack, each, "ignorePublicAcls", openAcl(each))),
    ];
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
    const isWebsite =
        buckets.some(({ props }) => read(props, "website").state !== "absent") ||
        stack.ofType(websiteTypes).some((each) => bucketsOf(stack, each).some((bucket) => buckets.includes(bucket)));
    return isWebsite ? { ...unknown, tier: "network" } : quietly([unknown])[0];
}

const canned: ReadonlyMap<string, boolean> = new Map([
    ["public-read", false],
    // Anyone with an AWS account.
    ["authenticated-read", false],
    ["public-read-write", true],
]);
const everyone = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/i;

function openAcl(resource: Resource): Opening | Finding | undefined {
    const unknown = ["acl", "grants", "accessControlPolicy"]
        .map((key) => read(resource.props, key))
        .find(({ state }) => state === "unknown");
    if (unknown) return quietly([unknownValueFinding(resource, unknown)])[0];
    const acl = knownValue(readString(resource.props, "acl"));
    const writes = canned.get(acl ?? "");
    const change = 'set acl to "private"';
    if (writes !== undefined) return { resource, writes, actual: `acl is "${acl}"`, change };
    const granted = ["grants", "accessControlPolicy.grants"].flatMap((path) => publicGrants(resource, path.split(".")));
    const first = granted.find((each) => each.writes) ?? granted[0];
    return first && { resource, ...first, change: "remove the grants to everyone" };
}

// docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html: READ, READ_ACP, WRITE, WRITE_ACP and FULL_CONTROL.
function publicGrants(resource: Resource, at: Path): { readonly writes: boolean; readonly actual: string }[] {
    const grants = knownValue(readList(resource.props, ...at)) ?? [];
    return grants.flatMap((grant, index) => {
        const uri = [["grantee", "uri"], ["uri"]].map((path) => knownValue(readString(grant, ...path)));
        if (!uri.some((each) => each !== undefined && everyone.test(each))) return [];
        const given = read(grant, "permissions");
        const permissions = given.state === "known" && isList(given.value) ? given.value : [read(grant, "permission")];
        const writes = JSON.stringify(permissions).match(/WRITE|FULL_CONTROL/) !== null;
        return [{ writes, actual: `${at.join(".")}[${index}] is for everyone` }];
    });
}

/** The public access blocks that protect a bucket: its own, and the account's. */
const blocksOf = (stack: Stack, resource: Resource): readonly Resource[] => {
    const buckets = bucketsOf(stack, resource);
    const name = knownValue(readString(resource.props, "bucket"));
    const own = stack
        .ofType(blockTypes)
        .filter(
            (block) =>
                bucketsOf(stack, block).some((bucket) => buckets.includes(bucket)) ||
                (name !== undefined && knownValue(readString(block.props, "bucket")) === name),
        );
    return [...own, ...stack.ofType(accountBlockTypes)];
};

const bucketsOf = (stack: Stack, resource: Resource): readonly Resource[] =>
    bucketTypes.has(resource.type)
        ? [resource]
        : resolveReference(stack, resource, "bucket", bucketTypes, ({ props }) =>
              knownValue(readString(props, "bucket")),
          );
