import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { isObject } from "../../../../openapi/raw-value";
import type { StateResource } from "../../../cloud-simulator/state/state-resource";
import { revealed } from "../../../gateway-emulator/state/state-values";

// DynamoDB's JSON, which is that of the SDK too: each value has one member, with the name of its type.
const attributesForm = z.record(z.string(), z.custom<AttributeValue>(isObject));
const itemForm = z.object({
    tableName: z.string(),
    hashKey: z.string(),
    rangeKey: z.string().nullish(),
    item: z.string().transform((text) => attributesForm.parse(JSON.parse(text))),
});

/** An item that a stack puts into a table. */
export interface TableItem {
    readonly tableName: string;
    /** Names of the attributes of its key. */
    readonly keyNames: readonly string[];
    /** Attributes in DynamoDB's JSON, such as `{ "client": { "S": "web" } }`. */
    readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** Reads the items that a stack puts into its tables from its state. */
export function readTableItems(resources: readonly StateResource[]): TableItem[] {
    return resources
        .filter(({ type }) => type === "aws:dynamodb/tableItem:TableItem")
        .map(({ outputs }) => itemForm.parse(revealed(outputs)))
        .map(({ tableName, hashKey, rangeKey, item }) => ({
            tableName,
            keyNames: rangeKey ? [hashKey, rangeKey] : [hashKey],
            attributes: item,
        }));
}
