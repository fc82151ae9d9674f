import assert from "node:assert/strict";
import { header, wire } from "../../sample-api";
import { passThrough, serviceBench } from "../../sample-service";

function mock(request: string, response?: string) {
    const responseTemplates: Record<string, string> = response === undefined ? {} : { "application/json": response };
    return serviceBench({
        type: "mock",
        requestTemplates: { "application/json": request },
        responses: { "2\\d{2}": passThrough("200", { responseTemplates }) },
    });
}

// localstack/localstack, tests/aws/services/apigateway/test_apigateway_integrations.snapshot.json, recorded from AWS.
describe("a mock integration", () => {
    it("has a request template that need not be JSON (test_integration_mock_with_path_param)", async () => {
        assert.equal(wire(await mock("{statusCode: 200}").post("")), "200 ");
    });

    it("passes an override of the request to the response (test_integration_mock_with_request_overrides_in_response_template)", async () => {
        const { send } = mock(
            `#set($body = $util.base64Decode($input.params('id')))
    #set($context.requestOverride.path.body = $body)
    {
      "statusCode": 200
    }
`,
            `
    #set($body = $util.parseJson($context.requestOverride.path.body))
    #set($inputBody = $body.message)
    #if($inputBody == "path1")
    {
       "response": "path was path one"
    }
    #elseif($inputBody == "path2")
    {
       "response": "path was path two"
    }
    #else
    {
      "response": "this is the else clause"
    }
    #end
`,
        );
        const response = async (message: string) => {
            const path = Buffer.from(JSON.stringify({ message })).toString("base64");
            return JSON.parse((await send("GET", `/Test/call/${path}`, {})).response.body.toString()).response;
        };
        assert.deepEqual(await Promise.all(["path1", "path2", "whatever"].map(response)), [
            "path was path one",
            "path was path two",
            "this is the else clause",
        ]);
    });

    const overriding = `
    #set($context.responseOverride.status = 444)
    #set($context.responseOverride.header.foo = "bar")
    #set($context.responseOverride.custom = "is also passed around")
    {
        "statusCode": 200
    }
`;
    const shown = `
    #set($statusOverride = $context.responseOverride.status)
    #set($fooHeader = $context.responseOverride.header.foo)
    #set($custom = $context.responseOverride.custom)
    {
        "statusOverride": "$statusOverride",
        "fooHeader": "$fooHeader",
        "custom": "$custom"
    }
`;

    it("overrides the response in its request template (test_integration_mock_with_response_override_in_request_template)", async () => {
        const served = await mock(overriding, shown).post("");
        assert.equal(served.response.status, 444);
        assert.equal(header(served, "foo"), "bar");
        assert.deepEqual(JSON.parse(served.response.body.toString()), {
            statusOverride: "444",
            fooHeader: "bar",
            custom: "is also passed around",
        });
        assert.equal(wire(await mock(overriding).post("")), "444 ");
    });

    it("sets members of maps in three ways (test_integration_mock_with_vtl_map_assignation)", async () => {
        const served = await mock(
            `
    #set($paramName = "foo")
    #set($context.requestOverride.querystring[$paramName] = "bar")
    #set($paramPutName = "putfoo")
    $context.requestOverride.querystring.put($paramPutName, "putBar")
    #set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")
    {
      "statusCode": 200
    }
`,
            `
    #set($value = $context.requestOverride.querystring["foo"])
    #set($value2 = $context.requestOverride.querystring["putfoo"])
    #set($value3 = $context.requestOverride.querystring["nestedfoo"])
    {
        "value": "$value",
        "value2": "$value2",
        "value3": "$value3"
    }
`,
        ).post("");
        assert.deepEqual(JSON.parse(served.response.body.toString()), {
            value: "bar",
            value2: "putBar",
            value3: "nestedFoo",
        });
    });

    it("has a status that a template computes", async () => {
        const template = `#if($input.path('$.size') > 10){"statusCode": 413}#else{"statusCode": 200}#end`;
        assert.equal(wire(await mock(template, "ok").post('{"size": 1}')), "200 ok");
        assert.match(wire(await mock(template, "ok").post('{"size": 11}')), /^500 /);
    });

    it("fails without a status that is an integer", async () => {
        for (const template of ['{"statusCode": "200"}', "{}", "statusCode: 200", '{"statusCode": 200', ""])
            assert.match(wire(await mock(template).post("")), /^500 /, template);
    });
});
