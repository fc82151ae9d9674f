import assert from "node:assert/strict";
import {
    admitsService,
    covers,
    policyDocument,
    statementsOf,
} from "../../../../../tools/cloud-simulator/resources/access/policy-document";
import { type PropertyMap, secret, unknown } from "../../../../../tools/cloud-simulator/state/property-values";

const call = {
    service: "s3.amazonaws.com",
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-central-1:123456789012:photos",
    sourceArn: "arn:aws:s3:::photos",
    sourceAccount: "123456789012",
};
const allow: PropertyMap = { Effect: "Allow", Principal: { Service: call.service }, Action: "sqs:*", Resource: "*" };
const admits = (...Statement: PropertyMap[]) => admitsService({ Statement }, call);

describe("a policy document", () => {
    it("is JSON or an object, also a secret one, and empty where it is not known", () => {
        const Statement = [allow];
        for (const policy of [JSON.stringify({ Statement }), { Statement }, secret(JSON.stringify({ Statement }))])
            assert.deepEqual(statementsOf(policy), Statement);
        assert.deepEqual(statementsOf({ Statement: allow }), [allow]);
        for (const policy of [undefined, "", "no JSON", unknown, { Statement: [unknown] }])
            assert.deepEqual(policyDocument(policy), {});
    });

    it("covers values by * and ?, whatever the case of an action", () => {
        assert.ok(covers("sqs:Send*", "sqs:SendMessage"));
        assert.ok(covers(["sqs:x", "SQS:sendmessage"], "sqs:SendMessage"));
        assert.ok(covers("arn:aws:s3:::photo?", "arn:aws:s3:::photos"));
        assert.ok(!covers("sqs:Send", "sqs:SendMessage"));
        assert.ok(!covers(undefined, "sqs:SendMessage"));
    });

    it("admits a service by principal, action, resource and source, unless it denies it", () => {
        assert.ok(admits(allow));
        assert.ok(admits({ ...allow, Principal: "*" }));
        assert.ok(!admits({ ...allow, Principal: { AWS: "123456789012" } }));
        assert.ok(!admits(allow, { ...allow, Effect: "Deny" }));
        assert.ok(!admits({ ...allow, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::other" } } }));
        assert.ok(admits({ ...allow, Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::ph*" } } }));
        assert.ok(!admits({ ...allow, Condition: { StringNotEquals: { "aws:SourceAccount": "123456789012" } } }));
    });

    it("does not deny a call by TLS where it demands TLS", () => {
        const insecure = {
            ...allow,
            Effect: "Deny",
            Principal: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        };
        assert.ok(admits(allow, insecure));
    });
});
