import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";

const schema = z.object({
    name: z.string(),
    hashKey: z.string(),
    rangeKey: z.string().optional(),
    attributes: z.array(z.object({ name: z.string(), type: z.enum(["S", "N", "B"]) })),
    globalSecondaryIndexes: z
        .array(
            z.object({
                name: z.string(),
                hashKey: z.string(),
                rangeKey: z.string().nullish(),
                projectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
                nonKeyAttributes: z.array(z.string()).nullish(),
            }),
        )
        .nullish(),
});

/** A DynamoDB table in a stack's state: its name, its keys with their types, and its indexes. */
export type TableDefinition = z.output<typeof schema>;

/** Reads the DynamoDB tables that a stack has from its state. */
export function readTables(resources: readonly StateResource[]): TableDefinition[] {
    return resources
        .filter(({ type }) => type === "aws:dynamodb/table:Table")
        .map(({ outputs }) => schema.parse(outputs));
}
