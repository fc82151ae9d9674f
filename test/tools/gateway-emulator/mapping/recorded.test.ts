import assert from "node:assert/strict";
import { contextVariable, noOverrides } from "../../../../tools/gateway-emulator/mapping/context";
import { inputVariable } from "../../../../tools/gateway-emulator/mapping/input";
import { renderTemplate } from "../../../../tools/gateway-emulator/mapping/render";
import { utilVariable } from "../../../../tools/gateway-emulator/mapping/util";

/** A template, the payload that it is applied to, and the output of AWS. */
type Recording = readonly [template: string, body: string, output: string];

const result = '#set($result = $input.path("$.json"))$result';
const tested = (path: string) =>
    `#set($result = $input.path("${path}")){"body": $result, "nested": $result.nested, "isNull": #if( $result == $null )"true"#else"false"#end, "isEmptyString": #if( $result == "" )"true"#else"false"#end}`;
const sent = "Action=SendMessage&MessageBody=$input.body";
const encoded = "EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)";
const attribute = "#set($result = $input.body.testAccess)$result";
const bodies = ["", '{"some": "value"}', "some raw data"] as const;
const records = [1, 2, 3].map((number) => ({ data: `{"foo": "bar${number}"}` }));

// localstack/localstack, tests/aws/services/apigateway, recorded from AWS.
const recordings: Readonly<Record<string, readonly Recording[]>> = {
    "test_apigateway_common.snapshot.json, test_input_path_template_formatting": [
        [result, '{"json": {"foo": "bar"}}', "{foo=bar}"],
        [result, '{"json": [{"foo": "bar"}]}', '[{"foo":"bar"}]'],
        [`${result}.nested`, '{"json": {"nested": {"foo": "bar"}}}', "{foo=bar}"],
        [`${result}.nested`, '{"json": {"nested": [{"foo": "bar"}]}}', '[{"foo":"bar"}]'],
        [`${result}[0]`, '{"json": [{"foo": "bar"}]}', "{foo=bar}"],
        [`${result}[0]`, '{"json": [[{"foo": "bar"}]]}', '[{"foo":"bar"}]'],
        [result, '{"json": {"foo": [{"nested": "bar"}]}}', '{foo=[{"nested":"bar"}]}'],
        [
            result,
            '{"json": {"bigger": "dict", "to": "test", "with": "separators"}}',
            "{bigger=dict, to=test, with=separators}",
        ],
        [`${result}.toString()`, '{"json": {"foo": "bar"}}', "{foo=bar}"],
        [`${result}.toString()`, '{"json": {"list": [{"foo": "bar"}]}}', '{list=[{"foo":"bar"}]}'],
        [tested("$.nonExisting"), "{}", '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}'],
        [
            tested("$.json.listValue"),
            '{"json": {"listValue": []}}',
            '{"body": [], "nested": , "isNull": "false", "isEmptyString": "false"}',
        ],
        [
            tested("$.json.listValue"),
            '{"json": {"listValue": null}}',
            '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}',
        ],
    ],
    "test_apigateway_common.snapshot.json, test_input_body_formatting": [
        ...bodies.map((body) => ["#set($result = $input.body)$result", body, body || "{}"] as const),
        ...bodies.map((body) => [sent, body, `Action=SendMessage&MessageBody=${body || "{}"}`] as const),
        ...bodies.map((body) => [attribute, body, ""] as const),
        [encoded, "", "EncodedBody=%7B%7D&EncodedBodyAccess="],
        [encoded, '{"some": "value"}', "EncodedBody=%7B%22some%22%3A+%22value%22%7D&EncodedBodyAccess="],
        [encoded, "some raw data", "EncodedBody=some+raw+data&EncodedBodyAccess="],
    ],
    // The template is shortened to its logic; the records have the partition key "20", the length of the data.
    "test_apigateway_kinesis.snapshot.json, test_apigateway_to_kinesis[PutRecords]": [
        [
            '#set( $numRecords = $input.path(\'$.records\').size() )#if($numRecords > 0)#set( $maxIndex = $numRecords - 1 )#foreach( $idx in [0..$maxIndex] )#set( $elem = $input.path("$.records[${idx}]") )#set( $elemJsonB64 = $util.base64Encode($elem.data) ){"Data": "$elemJsonB64", "PartitionKey": #if( $foo.bar.stuff != \'\')"$elem.partitionKey"#else"$elemJsonB64.length()"#end}#if($foreach.hasNext),#end#end#end',
            JSON.stringify({ records }),
            records
                .map(({ data }) => `{"Data": "${Buffer.from(data).toString("base64")}", "PartitionKey": "20"}`)
                .join(","),
        ],
    ],
    "test_apigateway_eventbridge.snapshot.json, test_apigateway_to_eventbridge": [
        [
            '#set($inputRoot = $input.path(\'$\'))#foreach($elem in $inputRoot.items){"Detail": "$util.escapeJavaScript($elem.Detail).replaceAll("\\\\\'","\'")","DetailType": "$elem.DetailType"}#if($foreach.hasNext),#end#end',
            '{"items": [{"Detail": "{\\"data\\":\\"Order is created\\"}", "DetailType": "Test"}]}',
            '{"Detail": "{\\"data\\":\\"Order is created\\"}","DetailType": "Test"}',
        ],
    ],
};

describe("a mapping template", () => {
    for (const [source, entries] of Object.entries(recordings)) {
        for (const [template, body, output] of entries) {
            it(`renders ${JSON.stringify(output.slice(0, 60))} as AWS did (${source})`, () => {
                const values = {
                    input: inputVariable(body, { path: {}, querystring: {}, header: {} }),
                    context: contextVariable({}, noOverrides()),
                    util: utilVariable,
                };
                assert.equal(renderTemplate(template, values, true).text, output);
            });
        }
    }
});
