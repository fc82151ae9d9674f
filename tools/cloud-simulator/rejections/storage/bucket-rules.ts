import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const oracle = "badmintoncryer/cdk-preflight, rules/s3";
const snapshots = "localstack/localstack, tests/aws/services/s3";
const malformed =
    "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema";

/** Rules of lifecycles and of CORS that Amazon S3 rejects. Days of a transition may be few: S3 has no minimum for STANDARD_IA any more. */
export const bucketRules: readonly Rejection[] = [
    lifecycle("two rules of a lifecycle with one id", `${oracle}/pf-s3-lifecycle-rule-id-duplicate`, (rules) => {
        const ids = rules.map(({ id }) => text(id));
        return new Set(ids).size < ids.length
            ? "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule"
            : undefined;
    }),
    lifecycle(
        "a rule that lets objects expire after 0 days or fewer",
        `${oracle}/pf-s3-lifecycle-expiration-positive`,
        (rules) =>
            rules.some((rule) => daysOf(rule.expiration) <= 0)
                ? "InvalidArgument: 'Days' for Expiration action must be a positive integer"
                : undefined,
    ),
    lifecycle(
        "a rule that lets objects expire before they change their storage class, or at the same time",
        `${oracle}/pf-s3-lifecycle-days-order`,
        (rules) => {
            const early = rules.find(({ expiration, transitions }) =>
                listOf(transitions).some((transition) => daysOf(expiration) <= daysOf(transition)),
            );
            const filter = `(prefix=${text(mapOf(early?.filter).prefix)})`;
            return early
                ? `InvalidArgument: 'Days' in the Expiration action for filter '${filter}' must be greater than 'Days' in the Transition action`
                : undefined;
        },
    ),
    lifecycle(
        "a rule that archives objects less than 30 days after it moved them to infrequent access",
        `${oracle}/pf-s3-lifecycle-days-order`,
        (rules) => rules.flatMap(({ transitions }) => hurried(listOf(transitions)))[0],
    ),
    lifecycle(
        "a rule with days and delete markers in one expiration",
        `${snapshots}/test_s3_api.snapshot.json (expired-delete-marker-and-days)`,
        (rules) =>
            rules.some(({ expiration }) => {
                const { days, expiredObjectDeleteMarker } = mapOf(expiration);
                return days !== undefined && expiredObjectDeleteMarker === true;
            })
                ? malformed
                : undefined,
    ),
    {
        what: "a CORS rule with another method than GET, PUT, POST, DELETE and HEAD",
        type: "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        on: ["create", "update"],
        source: `${snapshots}/test_s3_cors.snapshot.json (put-cors-exc)`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const methods = listOf(properties.corsRules).flatMap(({ allowedMethods }) =>
                elementsOf(allowedMethods).map(text),
            );
            const other = methods.find((method) => !["GET", "PUT", "POST", "DELETE", "HEAD"].includes(method));
            return other === undefined || hasUnknowns(other)
                ? undefined
                : `InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is ${other}`;
        },
    },
];

function lifecycle(what: string, source: string, problem: (rules: PropertyMap[]) => string | undefined): Rejection {
    return {
        what,
        type: lifecycleType,
        on: ["create", "update"],
        source,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            hasUnknowns(properties.rules ?? null) ? undefined : problem(listOf(properties.rules)),
    };
}

// Not a number, with which every comparison fails, where the rule has no days.
function daysOf(action: PropertyMap[string] | undefined): number {
    const { days } = mapOf(action);
    return days === undefined ? Number.NaN : Number(days);
}

function hurried(transitions: readonly PropertyMap[]): string[] {
    const ofClass = (form: RegExp) => transitions.filter(({ storageClass }) => form.test(text(storageClass)));
    return ofClass(/^(STANDARD|ONEZONE)_IA$/).flatMap((first) =>
        ofClass(/^(GLACIER|DEEP_ARCHIVE)$/)
            .filter((second) => daysOf(second) < daysOf(first) + 30)
            .map(
                (second) =>
                    `InvalidArgument: 'Days' in the 'Transition' action for StorageClass '${text(second.storageClass)}' must be 30 days more than the 'Transition' action for StorageClass '${text(first.storageClass)}'`,
            ),
    );
}
