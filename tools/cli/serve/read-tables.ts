import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";

// An index has its keys in either form (aws.dynamodb.Table, globalSecondaryIndexes).
const indexForm = z
    .object({
        name: z.string(),
        hashKey: z.string().nullish(),
        rangeKey: z.string().nullish(),
        keySchemas: z.array(z.object({ attributeName: z.string(), keyType: z.string() })).nullish(),
        projectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
        nonKeyAttributes: z.array(z.string()).nullish(),
    })
    .transform(({ name, hashKey, rangeKey, keySchemas, projectionType, nonKeyAttributes }) => {
        const keyOf = (type: string) => keySchemas?.find(({ keyType }) => keyType === type)?.attributeName;
        return {
            ...{ name, projectionType, nonKeyAttributes: nonKeyAttributes ?? [] },
            hashKey: hashKey || (keyOf("HASH") ?? ""),
            rangeKey: rangeKey || keyOf("RANGE"),
        };
    });
const schema = z.object({
    name: z.string(),
    hashKey: z.string(),
    rangeKey: z.string().optional(),
    attributes: z.array(z.object({ name: z.string(), type: z.enum(["S", "N", "B"]) })),
    globalSecondaryIndexes: z.array(indexForm).nullish(),
});

/** A DynamoDB table in a stack's state: its name, its keys with their types, and its indexes. */
export type TableDefinition = z.output<typeof schema>;

// Component of infra/gateway/http/keys.
const keysComponent = "gatehouse:gateway:HttpApiKeys$";

/** Reads the DynamoDB tables of a stack's APIs from its state. */
export function readTables(resources: readonly StateResource[]): TableDefinition[] {
    return tablesOf(resources.filter(({ urn }) => !urn.includes(keysComponent)));
}

/** Reads the tables with the keys of an HTTP API's clients, and with their usage, from a stack's state. */
export function readKeyTables(resources: readonly StateResource[]): TableDefinition[] {
    return tablesOf(resources.filter(({ urn }) => urn.includes(keysComponent)));
}

function tablesOf(resources: readonly StateResource[]): TableDefinition[] {
    return resources
        .filter(({ type }) => type === "aws:dynamodb/table:Table")
        .map(({ outputs }) => schema.parse(outputs));
}
