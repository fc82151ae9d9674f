import assert from "node:assert/strict";
import { coversSource, functionUri, invokedFunction } from "../../openapi/function-invocation";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };

describe("the invocation of a function", () => {
    it("has a URI that names function and alias", () => {
        const uri = functionUri(place, "shop_quotes", "Live");
        assert.equal(
            uri,
            "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:shop_quotes:Live/invocations",
        );
        assert.deepEqual(invokedFunction(uri), { functionName: "shop_quotes", qualifier: "Live" });
    });

    it("may name no alias", () => {
        assert.deepEqual(invokedFunction(functionUri(place, "shop", "$LATEST")), {
            functionName: "shop",
            qualifier: "$LATEST",
        });
        const bare = functionUri(place, "shop", "x").replace(":x/", "/");
        assert.deepEqual(invokedFunction(bare), { functionName: "shop" });
    });

    for (const uri of [
        "http://shop/",
        "arn:aws:apigateway:eu-central-1:sqs:path/123456789012/queue",
        functionUri(place, "shop", "${stageVariables.a}"),
    ])
        it(`is not found in ${uri}`, () => assert.equal(invokedFunction(uri), undefined));
});

describe("a permission's source", () => {
    const api = "arn:aws:execute-api:eu-central-1:123456789012:api1";
    const call = `${api}/Live/GET/quotes/{id}`;

    for (const pattern of [`${api}/Live/*`, `${api}/*/*`, `${api}/*/GET/quotes/{id}`, `${api}/Liv?/GET/*`, "*", call])
        it(`covers a call as ${pattern}`, () => assert.ok(coversSource(pattern, call)));

    for (const pattern of [
        `${api}/Test/*`,
        `${api}/*/POST/*`,
        `${api}/Live`,
        `${api}x/Live/*`,
        `${api}/Live/GET/quotes/.id.`,
    ])
        it(`does not cover it as ${pattern}`, () => assert.ok(!coversSource(pattern, call)));
});
