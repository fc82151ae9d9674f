import type { Rejection } from "../resources/rejection";
import { elementsOf, listOf, mapOf, text } from "../state/property-values";

/** Calls that DynamoDB and Amazon ECR reject. */
export const stores: readonly Rejection[] = [
    {
        what: "deleting a table whose deletion protection is on",
        type: "aws:dynamodb/table:Table",
        on: ["delete"],
        source: "ekristen/aws-nuke#451",
        verbatim: true,
        reject: ({ properties }) =>
            properties.deletionProtectionEnabled === true
                ? "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
                : undefined,
    },
    {
        what: "deleting a repository that has images, without `forceDelete`",
        type: "aws:ecr/repository:Repository",
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#33523",
        verbatim: true,
        reject: ({ properties, id = "" }, { store }) =>
            properties.forceDelete !== true && store.find("aws:ecr/repository:Repository", id)?.hasImages === true
                ? `ECR Repository (${id}) not empty, consider using force_delete: RepositoryNotEmptyException: The repository with name '${id}' in registry with id '${text(properties.registryId)}' cannot be deleted because it still contains images`
                : undefined,
    },
    {
        what: "a table with attributes that no key or index uses, or a key without its attribute",
        type: "aws:dynamodb/table:Table",
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/dynamodb/table.go (validateTableAttributes)",
        verbatim: false,
        reject: ({ properties }) => {
            const indexes = [...listOf(properties.globalSecondaryIndexes), ...listOf(properties.localSecondaryIndexes)];
            // An index has its keys in either form.
            const schemas = indexes.flatMap(({ keySchemas }) => listOf(keySchemas).map(({ attributeName }) => attributeName));
            const pairs = [properties, ...indexes].flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]);
            const keys = [...pairs, ...schemas].map(text);
            const used = new Set(keys.filter((key) => key !== ""));
            const defined = listOf(properties.attributes).map(({ name }) => text(name));
            const unused = defined.filter((name) => !used.has(name));
            const missing = [...used].filter((name) => !defined.includes(name));
            if (unused.length > 0) return `all attributes must be indexed. Unused attributes: [${unused.join(", ")}]`;
            return missing.length > 0
                ? `all indexes must match a defined attribute: [${missing.join(", ")}]`
                : undefined;
        },
    },
    {
        what: "a table whose items expire by an attribute that is not named",
        type: "aws:dynamodb/table:Table",
        on: ["create", "update"],
        source: "badmintoncryer/cdk-preflight, rules/dynamodb/pf-dynamodb-ttl-attribute-required",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const { enabled, attributeName } = mapOf(properties.ttl);
            return enabled === true && text(attributeName) === ""
                ? "ValidationException: AttributeName property of TimeToLiveSpecification is required when TTL status is enabled or when enabling TTL."
                : undefined;
        },
    },
    {
        what: "an index with other attributes than its projection takes",
        type: "aws:dynamodb/table:Table",
        on: ["create", "update"],
        source: "badmintoncryer/cdk-preflight, rules/dynamodb/pf-dynamodb-gsi-projection-nonkey",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            for (const { projectionType, nonKeyAttributes } of listOf(properties.globalSecondaryIndexes)) {
                const count = elementsOf(nonKeyAttributes).length;
                if (projectionType === "INCLUDE" && count === 0)
                    return "ValidationException: One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified";
                if (projectionType === "ALL" && count > 0)
                    return "ValidationException: One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified";
            }
            return undefined;
        },
    },
];
