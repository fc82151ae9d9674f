import { resolveReference } from "./references";
import type { Resource, Stack } from "./resource";
import { knownValue, readString } from "./value";

/** The types of S3 of these names, such as `BucketPolicy`. */
export const typesOf = (...names: readonly string[]): Set<string> =>
    new Set(names.map((name) => `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`));

/** Buckets. */
export const bucketTypes = typesOf("Bucket", "BucketV2");
/** Public access blocks of buckets. */
export const blockTypes = typesOf("BucketPublicAccessBlock");
/** Public access blocks of the whole account. */
export const accountBlockTypes = typesOf("AccountPublicAccessBlock");

/** The public access blocks that protect a bucket: its own, and the account's. */
export const blocksOf = (stack: Stack, resource: Resource): readonly Resource[] => {
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

/** The buckets of the stack that a resource is, or is a part of. */
export const bucketsOf = (stack: Stack, resource: Resource): readonly Resource[] =>
    bucketTypes.has(resource.type)
        ? [resource]
        : resolveReference(stack, resource, "bucket", bucketTypes, ({ props }) =>
              knownValue(readString(props, "bucket")),
          );
