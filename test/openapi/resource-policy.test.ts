import assert from "node:assert/strict";
import { type ResourcePolicy, resourcePolicyText } from "../../openapi/resource-policy";

const statements = (policy: ResourcePolicy, isPrivate = false) => {
    const { Version, Statement } = JSON.parse(resourcePolicyText(policy, isPrivate));
    assert.equal(Version, "2012-10-17");
    for (const { Principal, Action, Resource } of Statement)
        assert.deepEqual([Principal, Action, Resource], ["*", "execute-api:Invoke", "execute-api:/*"]);
    return Statement.map(({ Effect, Condition }: { Effect: string; Condition: unknown }) => [Effect, Condition]);
};
const allowed = (...accounts: string[]) => [
    "Allow",
    { StringEqualsIfExists: { "aws:PrincipalAccount": ["anonymous", ...accounts] } },
];

describe("a resource policy", () => {
    it("admits all calls but signed ones, for which the caller's own policy decides", () => {
        assert.deepEqual(statements({}), [allowed()]);
    });

    it("denies explicitly what is not in a list of those that it allows", () => {
        assert.deepEqual(statements({ allow: { cidrBlocks: ["10.0.0.0/8"], vpcEndpoints: ["vpce-1"] } }), [
            allowed(),
            ["Deny", { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } }],
            ["Deny", { StringNotEquals: { "aws:SourceVpce": ["vpce-1"] } }],
        ]);
    });

    it("allows the signed calls of other accounts, whose own policies are needed too", () => {
        assert.deepEqual(statements({ allow: { accounts: ["210987654321"] } }), [allowed("210987654321")]);
    });

    it("denies those in a list", () => {
        const deny = {
            cidrBlocks: ["10.0.0.0/8", "2001:db8::/32"],
            vpcEndpoints: ["vpce-1"],
            accounts: ["210987654321"],
        };
        assert.deepEqual(statements({ deny }), [
            allowed(),
            ["Deny", { IpAddress: { "aws:SourceIp": deny.cidrBlocks } }],
            ["Deny", { StringEquals: { "aws:SourceVpce": deny.vpcEndpoints } }],
            ["Deny", { StringEquals: { "aws:PrincipalAccount": deny.accounts } }],
        ]);
    });

    it("reads the addresses in the VPC of a private REST API", () => {
        const [, [, condition]] = statements({ deny: { cidrBlocks: ["10.0.0.0/8"] } }, true);
        assert.deepEqual(condition, { IpAddress: { "aws:VpcSourceIp": ["10.0.0.0/8"] } });
    });
});
