import assert from "node:assert/strict";
import { create } from "../../../../../tools/cloud-simulator/providers/operations";
import type { Described } from "../../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { distribution, EdgeAws, plain } from "./sample-edge";

const [webAcl, ipSet, association, logging] = [
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
];
const stage = "aws:apigateway/stage:Stage";
const shown = { cloudwatchMetricsEnabled: true, metricName: "shop", sampledRequestsEnabled: true };
const regional = { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: shown };
const edge = { ...regional, scope: "CLOUDFRONT", region: "us-east-1" };
const germany = { geoMatchStatement: { countryCodes: ["DE"] } };
const rule = { name: "countries", priority: 0, action: { block: {} }, statement: germany, visibilityConfig: shown };
const common = { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } };
const group = { name: "common", priority: 1, overrideAction: { none: {} }, statement: common, visibilityConfig: shown };
const rated = (change: PropertyMap = {}) => ({ rateBasedStatement: { limit: 100, aggregateKeyType: "IP", ...change } });
const matching = (change: PropertyMap = {}) => ({
    byteMatchStatement: {
        fieldToMatch: { singleHeader: { name: "x-origin-verify" } },
        positionalConstraint: "EXACTLY",
        searchString: "secret",
        textTransformations: [{ priority: 0, type: "NONE" }],
        ...change,
    },
});

describe("simulated AWS WAF", () => {
    let aws: EdgeAws;
    beforeEach(() => {
        aws = new EdgeAws();
    });
    const acl = (change: PropertyMap = {}, name = "main") => aws.make(webAcl, { ...regional, ...change }, name);
    const rejects = (change: PropertyMap, words: RegExp) =>
        assert.throws(() => aws.preview(webAcl, { ...regional, name: "shop", ...change }), words);
    const rejectsRule = (change: PropertyMap, words: RegExp) => rejects({ rules: [{ ...rule, ...change }] }, words);
    const stageArn = () => {
        const { id } = aws.make("aws:apigateway/restApi:RestApi", { name: "shop" });
        const deployment = aws.make("aws:apigateway/deployment:Deployment", { restApi: id }).id;
        return String(aws.make(stage, { restApi: id, stageName: "Live", deployment }).outputs.arn);
    };
    const associate = (resourceArn: string, { outputs }: Described, name = "main") =>
        aws.make(association, { resourceArn, webAclArn: outputs.arn ?? "" }, name);

    it("gives a web ACL an ARN of its scope", () => {
        assert.match(String(acl().outputs.arn), /^arn:aws:wafv2:eu-central-1:123456789012:regional\/webacl\/main-/);
        assert.match(
            String(acl(edge, "edge").outputs.arn),
            /^arn:aws:wafv2:us-east-1:123456789012:global\/webacl\/edge-/,
        );
        const set = { ...edge, ipAddressVersion: "IPV4" };
        const { defaultAction: _, visibilityConfig: __, ...given } = set;
        assert.match(String(aws.make(ipSet, given).outputs.arn), /^arn:aws:wafv2:us-east-1:\d+:global\/ipset\//);
    });

    it("rejects scope CLOUDFRONT outside of us-east-1, and a name twice in a scope", () => {
        rejects({ scope: "CLOUDFRONT" }, /The scope is not valid\., field: SCOPE_VALUE, parameter: CLOUDFRONT$/);
        assert.throws(() => aws.preview(ipSet, { scope: "CLOUDFRONT", ipAddressVersion: "IPV4" }), /SCOPE_VALUE/);
        acl({ name: "shop" });
        assert.throws(() => acl({ name: "shop" }, "second"), /WAFDuplicateItemException/);
        const set = { scope: "REGIONAL", ipAddressVersion: "IPV4", name: "shop" };
        aws.make(ipSet, set);
        assert.throws(() => aws.make(ipSet, set, "second"), /WAFDuplicateItemException/);
        acl({ ...edge, name: "shop" }, "edge");
        acl({ name: "shop", region: "us-east-1" }, "elsewhere");
    });

    it("rejects actions of own rules and rule groups that are mixed up", () => {
        const words = /exactly one value\., field: RULE, parameter: Rule$/;
        const { action, ...without } = rule;
        rejects({ rules: [{ ...without, overrideAction: { none: {} } }] }, words);
        rejects({ rules: [without] }, words);
        rejectsRule({ overrideAction: { none: {} } }, words);
        rejects({ rules: [{ ...group, action }] }, words);
        rejectsRule({ action: {} }, /field: RULE_ACTION, parameter: RuleAction$/);
        rejectsRule({ action: { block: {}, count: {} } }, /field: RULE_ACTION/);
        rejectsRule({ statement: { ...germany, ...rated() } }, /field: STATEMENT, parameter: Statement$/);
        acl({ rules: [rule, group] });
    });

    it("rejects two rules of one name or priority, and names with other characters", () => {
        rejects({ rules: [rule, { ...rule, name: "other" }] }, /two rules have the priority 0$/);
        rejects({ rules: [rule, { ...rule, priority: 1 }] }, /two rules have the name countries$/);
        rejectsRule({ name: "no spaces" }, /"no spaces" is not a name$/);
        rejectsRule({ visibilityConfig: { ...shown, metricName: "a.b" } }, /"a\.b" is not a name$/);
    });

    it("rejects rates out of range, and statements of one part, however deep", () => {
        const late = { statement: rated({ evaluationWindowSec: 30 }) };
        rejectsRule({ statement: rated({ limit: 9 }) }, /a rate of 9 requests in 300 seconds is not possible$/);
        rejectsRule({ statement: rated({ limit: 2_000_000_001 }) }, /is not possible$/);
        rejectsRule(late, /in 30 seconds is not possible$/);
        const alone = { andStatement: { statements: [germany] } };
        rejectsRule({ statement: { notStatement: { statements: [alone] } } }, /field: AND_STATEMENT/);
        rejectsRule({ statement: rated({ scopeDownStatement: { orStatement: { statements: [] } } }) }, /OR_STATEMENT/);
        rejectsRule({ statement: { notStatement: { statements: [rated()] } } }, /cannot be nested$/);
        rejectsRule({ statement: { orStatement: { statements: [germany, common] } } }, /cannot be nested$/);
        acl({ rules: [{ ...rule, statement: rated({ limit: 10, evaluationWindowSec: 60 }) }] });
    });

    it("counts capacity units, and rejects more than 5,000", () => {
        const unitsOf = (...statements: PropertyMap[]) => {
            const rules = statements.map((statement, priority) =>
                "managedRuleGroupStatement" in statement
                    ? { ...group, name: `r${priority}`, priority, statement }
                    : { ...rule, name: `r${priority}`, priority, statement },
            );
            return acl({ rules }, JSON.stringify(statements)).outputs.capacity;
        };
        assert.equal(unitsOf(), 0);
        assert.equal(unitsOf(germany), 1);
        assert.equal(unitsOf(matching(), { notStatement: { statements: [matching()] } }), 4);
        const lower = [{ priority: 0, type: "LOWERCASE" }];
        assert.equal(unitsOf(matching({ positionalConstraint: "CONTAINS", textTransformations: lower })), 20);
        assert.equal(unitsOf(matching({ fieldToMatch: { jsonBody: {} } })), 4);
        assert.equal(unitsOf(rated({ customKeys: [{ header: {} }], scopeDownStatement: germany })), 33);
        assert.equal(
            unitsOf(common, { sizeConstraintStatement: {} }, { orStatement: { statements: [germany, germany] } }),
            703,
        );
        const many = Array.from({ length: 8 }, (_, index) => ({ ...group, name: `g${index}`, priority: index }));
        rejects({ rules: many }, /You exceeded the capacity limit .*, field: WEB_ACL, parameter: 5600$/);
        const before = acl({ rules: [rule] }, "grows");
        assert.equal(aws.update(webAcl, before, { ...regional, rules: [rule, group] }).capacity, 701);
    });

    it("rejects IP sets that are not there or of another scope, and addresses that are not a range", () => {
        const set = (scope: PropertyMap, name: string) =>
            aws.make(ipSet, { ...scope, ipAddressVersion: "IPV4", addresses: ["192.0.2.0/24"] }, name);
        const own = set({ scope: "REGIONAL" }, "own");
        const other = set({ scope: "CLOUDFRONT", region: "us-east-1" }, "other");
        const naming = ({ outputs }: Described) => ({
            rules: [
                {
                    ...rule,
                    statement: {
                        notStatement: { statements: [{ ipSetReferenceStatement: { arn: outputs.arn ?? "" } }] },
                    },
                },
            ],
        });
        assert.throws(() => acl(naming(other)), /WAFNonexistentItemException: .* your resource doesn’t exist\.$/);
        assert.equal(aws.rejectionOf(ipSet, own), undefined);
        acl(naming(own));
        assert.match(aws.rejectionOf(ipSet, own) ?? "", /^WAFAssociatedItemException: /);
        for (const [ipAddressVersion, address] of [
            ["IPV4", "192.0.2.1"],
            ["IPV4", "0.0.0.0/0"],
            ["IPV4", "2001:db8::/32"],
            ["IPV6", "::/0"],
        ] as const)
            assert.throws(
                () => aws.preview(ipSet, { scope: "REGIONAL", ipAddressVersion, addresses: [address] }),
                /is not a range of IPV[46] that an IP set can have$/,
            );
        aws.make(ipSet, { scope: "REGIONAL", ipAddressVersion: "IPV6", addresses: ["2001:db8::/32"] }, "six");
    });

    it("protects a stage by one web ACL of its region, and keeps that", () => {
        const arn = stageArn();
        const [own, global] = [acl(), acl(edge, "edge")];
        const missing = /WAFNonexistentItemException: AWS WAF couldn’t perform the operation/;
        assert.throws(() => associate(`${arn}x`, own), missing);
        assert.throws(
            () => associate(arn, { id: "", outputs: { arn: "arn:aws:wafv2:eu-central-1:1:regional/x" } }),
            missing,
        );
        assert.throws(() => associate(arn, global), /field: RESOURCE_ARN, parameter: arn:aws:wafv2:us-east-1/);
        assert.equal(aws.rejectionOf(webAcl, own), undefined);
        associate(arn, own);
        assert.match(aws.rejectionOf(webAcl, own) ?? "", /^WAFAssociatedItemException: AWS WAF couldn’t perform/);
        assert.throws(() => associate(arn, acl({}, "second"), "again"), /has a web ACL already$/);
    });

    it("is not available at first, so that the provider tries again", () => {
        const [arn, { outputs }] = [stageArn(), acl()];
        const resource = { urn: `urn:pulumi:dev::shop::${association}::Live`, type: association ?? "", name: "Live" };
        create(resource, { resourceArn: arn, webAclArn: outputs.arn ?? "" }, aws.cloud);
        const [retried, ...others] = aws.cloud.rates.overcome();
        assert.match(retried ?? "", /"Live": WAFUnavailableEntityException: .* Retry your request\.; retried$/);
        assert.deepEqual(others, []);
        aws.make("aws:lb/loadBalancer:LoadBalancer", { name: "shop" });
        const [balancer] = aws.cloud.store.ofType("aws:lb/loadBalancer:LoadBalancer");
        const second = { ...resource, urn: `${resource.urn}2` };
        create(second, { resourceArn: balancer?.outputs.arn ?? "", webAclArn: outputs.arn ?? "" }, aws.cloud);
        assert.deepEqual(aws.cloud.rates.overcome(), []);
    });

    it("protects a distribution by the ARN of a web ACL of scope CLOUDFRONT, in no other way", () => {
        const [own, global] = [acl(), acl(edge, "edge")];
        for (const webAclId of [own.outputs.arn ?? "", global.id])
            aws.rejects({ webAclId }, /InvalidWebACLId: Invalid webACL identifier provided /);
        const made = aws.distribute({ webAclId: global.outputs.arn ?? "" });
        assert.match(aws.rejectionOf(webAcl, global) ?? "", /^WAFAssociatedItemException/);
        assert.throws(
            () => associate(String(made.outputs.arn), global),
            /field: RESOURCE_ARN, parameter: arn:aws:wafv2/,
        );
        assert.throws(() => associate(String(made.outputs.arn), own), /field: RESOURCE_ARN, parameter: arn:aws:wafv2/);
        assert.equal(aws.update(distribution, made, plain).webAclId, undefined);
    });

    it("logs to one log group of its region whose name begins with aws-waf-logs-", () => {
        const groupArn = (name: string, region = "eu-central-1") =>
            String(aws.make("aws:cloudwatch/logGroup:LogGroup", { name, region }, `${name} ${region}`).outputs.arn);
        const [own, global] = [acl(), acl(edge, "edge")];
        const log = ({ outputs }: Described, arns: string[], change: PropertyMap = {}) =>
            aws.make(logging, { resourceArn: outputs.arn ?? "", logDestinationConfigs: arns, ...change }, "log");
        const wrongName =
            /The ARN isn't valid\. .*, field: LOG_DESTINATION, parameter: arn:aws:logs:.*:log-group:shop$/;
        assert.throws(() => log(own, [groupArn("shop")]), wrongName);
        const elsewhere = groupArn("aws-waf-logs-edge", "us-east-1");
        assert.throws(() => log(own, [elsewhere]), /there is no log group .* in the region of the web ACL$/);
        const here = groupArn("aws-waf-logs-shop");
        assert.throws(() => log(own, [`${here}x`]), /there is no log group/);
        const twice = { resourceArn: own.outputs.arn ?? "", logDestinationConfigs: [here, here] };
        assert.throws(() => aws.preview(logging, twice), /a web ACL has one log destination$/);
        assert.throws(() => log(global, [elsewhere]), /field: RESOURCE_ARN, parameter: arn:aws:wafv2:us-east-1/);
        const gone = { id: "", outputs: { arn: "arn:aws:wafv2:eu-central-1:1:regional/webacl/x/1" } };
        assert.throws(() => log(gone, [here]), /WAFNonexistentItemException/);
        log(own, [`${here}:*`]);
        assert.throws(() => log(own, [here]), /has a log configuration already$/);
        log(global, [elsewhere], { region: "us-east-1" });
    });
});
