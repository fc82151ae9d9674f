import assert from "node:assert/strict";
import { evaluate, type PolicyCall, readPolicy } from "../../../../tools/gateway-emulator/authorization/policy";
import { joined } from "../../../../tools/gateway-emulator/authorization/resource-policy";

const arn = "arn:aws:execute-api:eu-central-1:123456789012:api1/Test/GET/pictures/7";
const call: PolicyCall = { action: "execute-api:Invoke", resource: arn, values: { "aws:sourceip": ["192.0.2.7"] } };
const allow = { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" };

function verdict(statements: unknown, changes: Partial<PolicyCall> = {}) {
    return evaluate(readPolicy({ Version: "2012-10-17", Statement: statements }), { ...call, ...changes });
}

describe("A policy", () => {
    for (const [title, statements, expected] of [
        ["without a statement that applies", [{ ...allow, Resource: `${arn}/1` }], "neither"],
        ["with one statement, which is no list", allow, "allow"],
        ["with an allow and a deny", [allow, { ...allow, Effect: "Deny" }], "deny"],
        ["whose deny is for another path", [allow, { ...allow, Effect: "Deny", Resource: `${arn}8` }], "allow"],
        ["with wildcards across slashes", { ...allow, Resource: "arn:aws:execute-api:*:*:api1/*/GET/*" }, "allow"],
        ["with a wildcard for one character", { ...allow, Resource: arn.replace("/7", "/?") }, "allow"],
        ["of which a wildcard needs a character", { ...allow, Resource: `${arn}?` }, "neither"],
        ["in whose resource a dot is a dot", { ...allow, Resource: arn.replace("api1", "api.") }, "neither"],
        ["for every action", { ...allow, Action: "*" }, "allow"],
        ["for actions in another case", { ...allow, Action: "Execute-API:invoke" }, "allow"],
        ["for another action", { ...allow, Action: ["execute-api:InvalidateCache"] }, "neither"],
        [
            "for all but an action",
            { Effect: "Allow", NotAction: "execute-api:InvalidateCache", Resource: "*" },
            "allow",
        ],
        ["for all but a resource", { Effect: "Allow", Action: "*", NotResource: arn }, "neither"],
    ] as const)
        it(`${title}: ${expected}`, () => assert.equal(verdict(statements), expected));

    for (const [principal, expected] of [
        ["*", "allow"],
        [{ AWS: "*" }, "allow"],
        [{ AWS: ["123456789012"] }, "allow"],
        [{ AWS: "arn:aws:iam::123456789012:user/ada" }, "allow"],
        [{ AWS: "arn:aws:iam::210987654321:root" }, "neither"],
        [{ Service: "apigateway.amazonaws.com" }, "neither"],
    ] as const)
        it(`for the principal ${JSON.stringify(principal)}: ${expected}`, () => {
            const principals = ["arn:aws:iam::123456789012:user/ada", "123456789012"];
            assert.equal(verdict({ ...allow, Principal: principal }, { principals }), expected);
        });

    for (const [conditions, expected] of [
        [{ IpAddress: { "aws:SourceIp": ["198.51.100.0/24", "192.0.2.0/24"] } }, "allow"],
        [{ IpAddress: { "AWS:SourceIP": "192.0.2.7" } }, "allow"],
        [{ IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, "neither"],
        [{ NotIpAddress: { "aws:SourceIp": ["198.51.100.0/24", "192.0.2.0/24"] } }, "neither"],
        [{ StringEquals: { "aws:SourceVpce": "vpce-1" } }, "neither"],
        [{ StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, "allow"],
        [{ StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } }, "allow"],
        [{ Null: { "aws:SourceVpce": "true" } }, "allow"],
        [{ Null: { "aws:SourceIp": true } }, "neither"],
        [{ StringLike: { "aws:SourceIp": "192.0.2.*" } }, "allow"],
        [{ "ForAnyValue:StringNotLike": { "aws:SourceIp": "192.*" } }, "neither"],
        [{ "ForAnyValue:StringLike": { "aws:SourceVpc": "*" } }, "neither"],
        [{ "ForAllValues:StringLike": { "aws:SourceVpc": "vpc-1" } }, "allow"],
        [{ IpAddress: { "aws:SourceIp": "192.0.2.7" }, StringEquals: { "aws:SourceVpc": "vpc-1" } }, "neither"],
    ] as const)
        it(`with ${JSON.stringify(conditions)}: ${expected}`, () =>
            assert.equal(verdict({ ...allow, Condition: conditions }), expected));

    it("with dates and numbers", () => {
        const values = { "aws:currenttime": ["2026-01-01T00:00:00Z"], "aws:epochtime": ["1767225600"] };
        for (const [condition, expected] of [
            [{ DateGreaterThan: { "aws:CurrentTime": "2025-12-31T23:59:59Z" } }, "allow"],
            [{ DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }, "neither"],
            [{ DateLessThanEquals: { "aws:CurrentTime": "1767225600" } }, "allow"],
            [{ NumericGreaterThanEquals: { "aws:EpochTime": 1767225601 } }, "neither"],
            [{ NumericNotEquals: { "aws:EpochTime": 1 } }, "allow"],
            [{ NumericGreaterThanEquals: { "aws:EpochTime": "soon" } }, "neither"],
            [{ NumericLessThanEquals: { "aws:EpochTime": "soon" } }, "neither"],
            [{ DateGreaterThanEquals: { "aws:CurrentTime": "soon" } }, "neither"],
            [{ DateLessThanEquals: { "aws:CurrentTime": "soon" } }, "neither"],
        ] as const)
            assert.equal(verdict({ ...allow, Condition: condition }, { values }), expected);
    });

    for (const [title, document] of [
        ["an effect", { ...allow, Effect: "allow" }],
        ["a resource", { Effect: "Allow", Action: "*" }],
        ["one kind of action", { ...allow, NotAction: "*" }],
        ["an operator that it knows", { ...allow, Condition: { StringMatches: { "aws:SourceIp": "1" } } }],
        ["an address", { ...allow, Condition: { IpAddress: { "aws:SourceIp": "10.0.0" } } }],
        [
            "a block of addresses",
            { ...allow, Condition: { NotIpAddress: { "aws:SourceIp": ["::/0", "10.0.0.0/33"] } } },
        ],
        ["no variables", { ...allow, Resource: "arn:aws:execute-api:*:*:*/${aws:username}" }],
    ] as const)
        it(`needs ${title}`, () => assert.throws(() => readPolicy({ Statement: document }), /got|Invalid/));
});

// Tables A and B of the developer guide: identity, resource, same account, other account.
const outcomes = [
    ["allow", "allow", "allow", "allow"],
    ["allow", "neither", "allow", "neither"],
    ["allow", "deny", "deny", "deny"],
    ["neither", "allow", "allow", "neither"],
    ["neither", "neither", "neither", "neither"],
    ["neither", "deny", "deny", "deny"],
    ["deny", "allow", "deny", "deny"],
    ["deny", "neither", "deny", "deny"],
    ["deny", "deny", "deny", "deny"],
] as const;

describe("The policies of a caller and of an API", () => {
    for (const [identity, resource, same, other] of outcomes)
        it(`${identity} and ${resource}: ${same} in one account, ${other} in two`, () =>
            assert.deepEqual([joined(identity, resource, true), joined(identity, resource, false)], [same, other]));
});
