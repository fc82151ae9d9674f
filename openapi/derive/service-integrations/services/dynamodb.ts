import type { ServiceTarget } from "../../../operation-integration";
import type { ServiceResource } from "../resources";
import { constantHeader, jsonString, type ServiceCall } from "../service-call";

type TableTarget = Extract<ServiceTarget, { kind: "dynamodb" }>;

/**
 * GetItem or Query by key attributes that are strings (docs.aws.amazon.com/amazondynamodb/latest/APIReference; localstack's
 * test_apigateway_dynamodb has recorded both). The response has the item, or the items, as plain JSON: strings, numbers,
 * booleans and null; a list, a map or a set inside an item keeps the form of DynamoDB, such as `{"L": [{"S": "a"}]}`.
 */
export function dynamodbCall({ action, key }: TableTarget, { name }: ServiceResource): ServiceCall {
    const isQuery = action === "Query";
    return {
        api: `dynamodb:action/${action}`,
        httpMethod: "POST",
        parameters: constantHeader("Content-Type", "application/x-amz-json-1.0"),
        request: `{"TableName":"${name}",${isQuery ? conditions(key) : `"Key":{${values(key, (attribute) => attribute)}}`}}`,
        response: isQuery ? items : item,
        action: { name: `dynamodb:${action}`, word: isQuery ? "query" : "get" },
    };
}

function values(key: TableTarget["key"], nameOf: (attribute: string, index: number) => string): string {
    return Object.entries(key)
        .map(([attribute, parameter], index) => {
            const value = jsonString(`$input.params('${parameter}')`);
            return `"${nameOf(attribute, index)}":{"S":${value}}`;
        })
        .join(",");
}

// Names by placeholders, as some attributes are reserved words.
function conditions(key: TableTarget["key"]): string {
    const attributes = Object.keys(key);
    const names = attributes.map((attribute, index) => `"#k${index}":"${attribute}"`);
    const condition = attributes.map((_, index) => `#k${index} = :k${index}`).join(" AND ");
    return (
        `"KeyConditionExpression":"${condition}","ExpressionAttributeNames":{${names.join(",")}},` +
        `"ExpressionAttributeValues":{${values(key, (_, index) => `:k${index}`)}}`
    );
}

const attributes = (path: string) => `{#foreach($name in $item.keySet())
#set($value = $item.get($name))
${jsonString("$name")}:#if($value.containsKey("S"))${jsonString("$value.S")}#elseif($value.containsKey("N"))$value.N#elseif($value.containsKey("BOOL"))$value.BOOL#elseif($value.containsKey("NULL"))null#else$input.json("${path}['$name']")#end
#if($foreach.hasNext),#end
#end}`;

const item = `#set($item = $input.path('$.Item'))
#if($item && $item != "")
${attributes("$.Item")}
#else
#set($context.responseOverride.status = 404)
{"message":"Not found"}
#end`;

const items = `[#foreach($item in $input.path('$.Items'))
#set($index = $foreach.index)
${attributes("$.Items[$index]")}
#if($foreach.hasNext),#end
#end]`;
