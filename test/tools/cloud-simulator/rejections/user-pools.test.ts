import assert from "node:assert/strict";
import { importRejection } from "../../../../tools/cloud-simulator/rejections/gateway/import";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { openApi } from "./import-bodies";
import { acceptedAuthorizers } from "./rejected-authorizers";
import { SimulatedAws } from "./simulated-aws";

const poolType = "aws:cognito/userPool:UserPool";
const serverType = "aws:cognito/resourceServer:ResourceServer";
const clientType = "aws:cognito/userPoolClient:UserPoolClient";
const domainType = "aws:cognito/userPoolDomain:UserPoolDomain";
const read: PropertyMap = { scopeName: "read", scopeDescription: "Reads." };

describe("simulated user pools", () => {
    let aws: SimulatedAws;
    let userPoolId: string;
    beforeEach(() => {
        aws = new SimulatedAws();
        userPoolId = aws.make(poolType, { name: "users" }).id;
    });

    it("have ids and ARNs of Cognito's form", () => {
        const { id, outputs } = aws.make(poolType, { name: "others" }, "others");
        assert.match(id, /^eu-central-1_[a-z0-9]{9}$/);
        assert.equal(outputs.arn, `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${id}`);
    });

    it("reject their deletion while they are protected", () => {
        const before = aws.make(poolType, { name: "kept", deletionProtection: "ACTIVE" }, "kept");
        assert.match(String(aws.rejectionOf(poolType, before)), /deletion protection is activated/);
        const after = { id: before.id, outputs: { ...before.outputs, deletionProtection: "INACTIVE" } };
        assert.equal(aws.rejectionOf(poolType, after), undefined);
    });

    it("have scopes under the identifier of a resource server", () => {
        const { outputs } = aws.make(serverType, {
            userPoolId,
            identifier: "accounts",
            name: "accounts",
            scopes: [read],
        });
        assert.deepEqual(outputs.scopeIdentifiers, ["accounts/read"]);
        const wrong = { ...read, scopeName: "a/b" };
        const make = () => aws.make(serverType, { userPoolId, identifier: "b", name: "b", scopes: [wrong] }, "b");
        assert.throws(make, /Value 'a\/b' at 'scopes\.member\.scopeName' failed/);
    });

    it("reject an application with a scope that they do not have", () => {
        const client = {
            userPoolId,
            name: "batch",
            generateSecret: true,
            allowedOauthScopes: ["openid", "accounts/read"],
        };
        assert.throws(() => aws.make(clientType, client), /Invalid scope requested: accounts\/read$/);
        aws.make(serverType, { userPoolId, identifier: "accounts", name: "accounts", scopes: [read] });
        assert.match(aws.make(clientType, client).id, /^[a-z0-9]{26}$/);
    });

    it("reject an application that gets tokens with a secret, and has none", () => {
        const client = { userPoolId, name: "batch", allowedOauthFlows: ["client_credentials"] };
        assert.throws(() => aws.preview(clientType, client), /client does not have a client secret\.$/);
        aws.preview(clientType, { ...client, generateSecret: true });
    });

    it("reject a host name that another pool has, or of a wrong form", () => {
        aws.make(domainType, { userPoolId, domain: "shop" });
        assert.throws(() => aws.make(domainType, { userPoolId, domain: "shop" }, "other"), /Domain already associated/);
        assert.throws(() => aws.preview(domainType, { userPoolId, domain: "Shop" }), /contains an invalid character/);
    });
});

describe("the resource policy of a simulated REST API", () => {
    const make = (policy: string) =>
        new SimulatedAws().make("aws:apigateway/restApi:RestApi", {
            name: "a",
            body: JSON.stringify(openApi()),
            policy,
        });
    const statement = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };

    it("is rejected if it is not one, or has a statement without a principal", () => {
        const { Principal: _, ...withoutPrincipal } = statement;
        for (const policy of [
            "{",
            "{}",
            JSON.stringify({ Statement: [] }),
            JSON.stringify({ Statement: [statement, withoutPrincipal] }),
        ])
            assert.throws(() => make(policy), /Invalid policy document\. Please check the policy syntax/);
        assert.equal(make(JSON.stringify({ Statement: statement })).outputs.name, "a");
    });

    it("is rejected if it is too long", () => {
        const Condition = {
            IpAddress: { "aws:SourceIp": Array.from({ length: 600 }, (_, index) => `10.0.${index}.0/24`) },
        };
        assert.throws(() => make(JSON.stringify({ Statement: [{ ...statement, Condition }] })), /more than 8192/);
    });
});

describe("a body with authorizers", () => {
    for (const [index, body] of acceptedAuthorizers.entries())
        it(`is accepted (${index + 1})`, () => assert.equal(importRejection(JSON.stringify(body)), undefined));
});
