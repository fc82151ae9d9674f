import assert from "node:assert/strict";
import type { RoutedCall } from "../../../../tools/http-emulator/call/http-call";
import { mappedText, requestLookUp, responseLookUp } from "../../../../tools/http-emulator/integration/mapped-text";
import { parameterChange, parameterKeyProblem } from "../../../../tools/http-emulator/state/parameter-keys";
import { route, stage } from "../sample-http-api";

const call: RoutedCall = {
    request: {
        method: "POST",
        url: "/dev/a%20b/1?q=1&q=2&Q=3",
        headers: [
            ["X-A", "1"],
            ["x-a", "2"],
        ],
        body: Buffer.from('{"a":{"b":[1,"two"]},"text":"t","none":null}'),
        sourceIp: "192.0.2.1",
    },
    context: { requestId: "id", "authorizer.claims.sub": "me" },
    stage: { ...stage, variables: { host: "h" } },
    path: "/a%20b/1",
    route: route("POST /{x}/{y}"),
    pathParameters: { x: "a b", y: "1" },
};
const ofRequest = (value: string) => mappedText(value, requestLookUp(call));
const response = { headers: [["X-B", "1"] as const, ["x-b", "2"] as const], body: Buffer.from('{"ok":true}') };
const ofResponse = (value: string) => mappedText(value, responseLookUp(call, response));

describe("the value of a parameter mapping", () => {
    for (const [value, expected] of [
        ["$request.header.x-a", "1,2"],
        ["$request.header.none", undefined],
        ["$request.querystring.q", "1,2"],
        ["$request.querystring.Q", "3"],
        ["$request.querystring.none", undefined],
        ["$request.path", "/a b/1"],
        ["$request.path.x", "a b"],
        ["$request.path.none", undefined],
        ["$request.path.toString", undefined],
        ["$request.body", call.request.body.toString()],
        ["$request.body.text", "t"],
        ["$request.body.a", '{"b":[1,"two"]}'],
        ["$request.body.a.b[1]", "two"],
        ["$request.body.none", "null"],
        ["$request.body.other", undefined],
        ["$context.requestId", "id"],
        ["$context.authorizer.claims.sub", "me"],
        ["$context.none", undefined],
        ["$stageVariables.host", "h"],
        ["$stageVariables.none", undefined],
        ["$request.other", undefined],
        ["$response.header.x-b", undefined],
        ["${request.path.x} ${request.path.y}", "a b 1"],
        ["<${context.none}>", "<>"],
        ["constant", "constant"],
        ["", ""],
        ["$5", "$5"],
        ["$request.path and more", "$request.path and more"],
    ] as const)
        it(`${JSON.stringify(value)} of a request is ${JSON.stringify(expected)}`, () =>
            assert.equal(ofRequest(value), expected));

    for (const [value, expected] of [
        ["$response.header.X-B", "1,2"],
        ["$response.header.none", undefined],
        ["$response.body", '{"ok":true}'],
        ["$response.body.ok", "true"],
        ["$context.requestId", "id"],
        ["$stageVariables.host", "h"],
        ["$request.header.x-a", undefined],
    ] as const)
        it(`${JSON.stringify(value)} of a response is ${JSON.stringify(expected)}`, () =>
            assert.equal(ofResponse(value), expected));
});

describe("the key of a parameter mapping", () => {
    it("is read with its operation, place and name", () => {
        const name = "X.y";
        for (const operation of ["append", "overwrite", "remove"] as const) {
            const header = { operation, place: "header", name } as const;
            assert.deepEqual(parameterChange("request", `${operation}:header.X.y`), header);
            assert.deepEqual(parameterChange("response", `${operation}:header.X.y`), header);
            const querystring = { operation, place: "querystring", name };
            assert.deepEqual(parameterChange("request", `${operation}:querystring.X.y`), querystring);
        }
        const path = { operation: "overwrite", place: "path", name: "" };
        assert.deepEqual(parameterChange("request", "overwrite:path"), path);
        const status = { operation: "overwrite", place: "statuscode", name: "" };
        assert.deepEqual(parameterChange("response", "overwrite:statuscode"), status);
    });

    it("belongs to one direction, and has one of these forms", () => {
        for (const key of [
            "overwrite:statuscode",
            "append:path",
            "set:header.a",
            "append:header.",
            "append:body.a",
            "",
        ])
            assert.equal(parameterChange("request", key), undefined, key);
        for (const key of ["overwrite:path", "append:querystring.a"])
            assert.equal(parameterChange("response", key), undefined, key);
    });

    it("has no reserved header, in any case, but may have such a parameter", () => {
        for (const name of ["Authorization", "via", "access-control-allow-origin", "apigw-x", "X-Amz-a", "x-amzn-a"])
            assert.match(
                parameterKeyProblem("request", `remove:header.${name}`) ?? "",
                /want a header that is not reserved/,
            );
        for (const key of ["append:header.host", "append:header.x-own", "append:querystring.via", "overwrite:path"])
            assert.equal(parameterKeyProblem("request", key), undefined, key);
        assert.match(
            parameterKeyProblem("response", "append:x") ?? "",
            /got "append:x", want a key of a response mapping/,
        );
    });
});
