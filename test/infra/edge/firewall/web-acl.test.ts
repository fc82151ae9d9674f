import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { firewallRules } from "../../../../infra/edge/firewall/rules";
import { WebAcl, type WebAclArgs } from "../../../../infra/edge/firewall/web-acl";
import { inputsOf, listed, type Registered, record } from "../../recorder";

const off = { common: "off", knownBadInputs: "off", ipReputation: "off", sqlInjection: "off" } as const;
const options = { managedGroups: off, sampledRequests: true };
const args: WebAclArgs = {
    scope: "REGIONAL",
    addresses: { allow: [], block: [] },
    rules: (addressSets) => firewallRules({ role: "stages", options, addressSets, uploadPaths: [] }),
    sampledRequests: true,
    log: "blocked",
    logRetentionDays: 30,
};
const build = (changes: Partial<WebAclArgs> = {}) =>
    record(() => {
        new WebAcl("shop-stages", { ...args, ...changes });
    });

const [aclType, setType, logType] = [
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
];
const groupType = "aws:cloudwatch/logGroup:LogGroup";
const associationType = "aws:wafv2/webAclAssociation:WebAclAssociation";
const headers = ["x-api-key", "authorization", "cookie", "x-origin-verify"];

describe("WebAcl", () => {
    it("permits what no rule matches, and hides keys and tokens in samples, logs and details of rules", async () => {
        const acl = inputsOf(await build(), aclType);
        const protect = (action: string, fieldKeys: string[]) => ({
            action,
            field: { fieldType: "SINGLE_HEADER", fieldKeys },
            excludeRateBasedDetails: false,
            excludeRuleMatchDetails: false,
        });
        assert.deepEqual(acl, {
            name: "shop-stages",
            scope: "REGIONAL",
            defaultAction: { allow: {} },
            rules: [],
            visibilityConfig: {
                cloudwatchMetricsEnabled: true,
                metricName: "shop-stages",
                sampledRequestsEnabled: true,
            },
            dataProtectionConfig: {
                dataProtections: [protect("HASH", headers.slice(0, 1)), protect("SUBSTITUTION", headers.slice(1))],
            },
        });
        const { visibilityConfig } = inputsOf(await build({ sampledRequests: false }), aclType);
        assert.equal((visibilityConfig as { sampledRequestsEnabled: boolean }).sampledRequestsEnabled, false);
    });

    it("logs what is blocked to its group, without keys and tokens", async () => {
        const registered = await build();
        const name = "aws-waf-logs-shop-stages";
        assert.deepEqual(inputsOf(registered, groupType, name), { name, retentionInDays: 30 });
        assert.deepEqual(inputsOf(registered, logType, "shop-stages"), {
            resourceArn: "arn:shop-stages",
            logDestinationConfigs: [`arn:${name}`],
            redactedFields: headers.map((header) => ({ singleHeader: { name: header } })),
            loggingFilter: {
                defaultBehavior: "DROP",
                filters: [
                    {
                        behavior: "KEEP",
                        requirement: "MEETS_ANY",
                        conditions: [{ actionCondition: { action: "BLOCK" } }],
                    },
                ],
            },
        });
    });

    it("logs all requests, or none", async () => {
        const all = inputsOf(await build({ log: "all" }), logType);
        assert.deepEqual(Object.keys(all).sort(), ["logDestinationConfigs", "redactedFields", "resourceArn"]);
        assert.deepEqual(listed(await build({ log: "off" })), [`${aclType} shop-stages`]);
    });

    it("has an IP set for each version of the Internet Protocol that a list has, and rules that refer to them", async () => {
        const addresses = { allow: ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7/32"], block: ["2001:db8:1::/48"] };
        const registered = await build({ addresses });
        const sets = registered
            .filter(({ type }) => type === setType)
            .map(({ name, inputs }) => [name, inputs])
            .sort();
        const set = (name: string, ipAddressVersion: string, ranges: string[]) => [
            name,
            { name, scope: "REGIONAL", ipAddressVersion, addresses: ranges },
        ];
        assert.deepEqual(sets, [
            set("shop-stages-allow-ipv4", "IPV4", ["192.0.2.0/24", "198.51.100.7/32"]),
            set("shop-stages-allow-ipv6", "IPV6", ["2001:db8::/32"]),
            set("shop-stages-block-ipv6", "IPV6", ["2001:db8:1::/48"]),
        ]);
        const { rules } = inputsOf(registered, aclType);
        const reference = (name: string) => ({ ipSetReferenceStatement: { arn: `arn:${name}` } });
        assert.deepEqual(
            (rules as { statement: object }[]).map(({ statement }) => statement),
            [
                {
                    orStatement: {
                        statements: [reference("shop-stages-allow-ipv4"), reference("shop-stages-allow-ipv6")],
                    },
                },
                reference("shop-stages-block-ipv6"),
            ],
        );
    });

    it("protects each stage", async () => {
        const registered = await build({ stageArns: { Live: "arn:live", Test: pulumi.output("arn:test") } });
        for (const [stage, resourceArn] of [
            ["Live", "arn:live"],
            ["Test", "arn:test"],
        ])
            assert.deepEqual(inputsOf(registered, associationType, stage), {
                resourceArn,
                webAclArn: "arn:shop-stages",
            });
    });

    it("of a distribution is in us-east-1 with all that belongs to it", async () => {
        const addresses = { allow: ["192.0.2.0/24"], block: [] };
        const registered = await build({ scope: "CLOUDFRONT", region: "us-east-1", addresses });
        const regions = registered.filter(({ type }) => type.startsWith("aws:")).map(({ inputs }) => inputs.region);
        assert.deepEqual(regions, Array(4).fill("us-east-1"));
        for (const type of [aclType, setType]) assert.equal(inputsOf(registered, type).scope, "CLOUDFRONT");
    });

    it("reads as much of a body as its rules need, in steps of 16 KB", async () => {
        const limitOf = (registered: Registered[]) => inputsOf(registered, aclType).associationConfig;
        for (const bodyKilobytes of [undefined, 1, 16])
            assert.equal(limitOf(await build({ bodyKilobytes })), undefined);
        for (const [bodyKilobytes, defaultSizeInspectionLimit] of [
            [17, "KB_32"],
            [32, "KB_32"],
            [33, "KB_48"],
            [64, "KB_64"],
        ] as const) {
            const limit = { defaultSizeInspectionLimit };
            assert.deepEqual(limitOf(await build({ bodyKilobytes })), { requestBodies: [{ apiGateway: limit }] });
            assert.deepEqual(limitOf(await build({ bodyKilobytes, scope: "CLOUDFRONT" })), {
                requestBodies: [{ cloudfront: limit }],
            });
        }
    });

    it("keeps the accepted secrets of a lock secret, in inputs and outputs", async () => {
        const lock = { header: "x-origin-verify", accepted: [pulumi.secret("before"), pulumi.secret("now")] };
        const rules: WebAclArgs["rules"] = (addressSets) =>
            firewallRules({ role: "stages-behind-edge", options, lock, addressSets, uploadPaths: [] });
        let isSecret = false;
        const registered = await record(async () => {
            isSecret = await pulumi.isSecret(pulumi.output([...rules({ allow: [], block: [] })]));
            new WebAcl("shop-stages", { ...args, rules, hasSecrets: true });
        });
        assert.ok(isSecret);
        assert.deepEqual(registered.find(({ type }) => type === aclType)?.secretOutputs, ["rules"]);
        const others = (await build()).find(({ type }) => type === aclType);
        assert.equal(others?.secretOutputs, undefined);
    });
});
