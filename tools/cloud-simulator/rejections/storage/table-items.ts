import type { Rejection } from "../../resources/rejection";
import { attributesOf, keyValueOf } from "../../resources/table-items";
import { hasUnknowns, type PropertyMap, text } from "../../state/property-values";

const itemType = "aws:dynamodb/tableItem:TableItem";
const tableType = "aws:dynamodb/table:Table";
const on: Rejection["on"] = ["create", "update"];
const provider = "hashicorp/terraform-provider-aws, internal/service/dynamodb/table_item.go";

/** Items of tables that DynamoDB or its provider rejects. */
export const tableItems: readonly Rejection[] = [
    {
        what: 'an item that is no JSON of attributes, each with its type, such as `{"S": "text"}`',
        type: itemType,
        on,
        source: `${provider} (validateTableItem)`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { item = null } }) =>
            hasUnknowns(item) || attributesOf(text(item)) ? undefined : 'Invalid format of "item"',
    },
    {
        what: "an item of a table that does not exist; one that is not of the stack is accepted where the stack has none",
        type: itemType,
        on,
        source: "docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html (ResourceNotFoundException)",
        verbatim: false,
        reject: ({ properties: { tableName } }, { store }) => {
            const names = store.ofType(tableType).flatMap(({ outputs }) => [outputs.name, outputs.arn].map(text));
            return names.length === 0 || names.includes(text(tableName))
                ? undefined
                : "ResourceNotFoundException: Requested resource not found";
        },
    },
    {
        what: "an item without a value of a key of its table",
        type: itemType,
        on,
        source: "aws/aws-sdk-js#4057, aws-samples/aws-serverless-workshops#31",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const table = store
                .ofType(tableType)
                .find(({ outputs }) => [outputs.name, outputs.arn].map(text).includes(text(properties.tableName)));
            const { hashKey, rangeKey } = table?.inputs ?? properties;
            const missing = [hashKey, rangeKey]
                .map(text)
                .find((key) => key !== "" && keyValueOf(text(properties.item), key) === undefined);
            return (
                missing &&
                `ValidationException: One or more parameter values were invalid: Missing the key ${missing} in the item`
            );
        },
    },
    {
        what: "an item with other keys than its table has, such as one without the range key",
        type: itemType,
        on,
        source: "hashicorp/terraform#24173, hashicorp/terraform-provider-aws#12545",
        verbatim: true,
        reject: ({ properties: { tableName, hashKey, rangeKey } }, { store }) => {
            const table = store
                .ofType(tableType)
                .find(({ outputs }) => [outputs.name, outputs.arn].map(text).includes(text(tableName)));
            return table === undefined ||
                (text(table.inputs.hashKey) === text(hashKey) && text(table.inputs.rangeKey) === text(rangeKey))
                ? undefined
                : "ValidationException: The provided key element does not match the schema";
        },
    },
    {
        what: "an item that exists already",
        type: itemType,
        on: ["create"],
        source: `${provider} (attribute_not_exists); aws/aws-sdk-java#1945`,
        verbatim: true,
        reject: ({ properties }, { store }) =>
            store.ofType(itemType).some(({ inputs }) => keyOf(inputs) === keyOf(properties))
                ? "ConditionalCheckFailedException: The conditional request failed"
                : undefined,
    },
];

function keyOf({ tableName, hashKey, rangeKey, item }: PropertyMap): string {
    const values = [hashKey, rangeKey].map((key) => keyValueOf(text(item), text(key)) ?? null);
    return JSON.stringify([text(tableName), ...values]);
}
