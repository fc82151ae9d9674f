import assert from "node:assert/strict";
import { defaultSettings } from "../../../../policy/contract/settings";
import { readTemplate } from "../../../../policy/reading/cloudformation/template";
import { type Plain, type Resource, UNKNOWN } from "../../../../policy/reading/resource";
import { checkPublicService, publicServicePaths } from "../../../../policy/rules/r1/aws/public-services";
import { privateAws } from "../../../../policy/rules/r1/private-aws";
import { privateBackend } from "../../../../policy/rules/r1/private-backend";
import { privateKubernetes } from "../../../../policy/rules/r1/private-kubernetes";
import { plainResource } from "../../plain-resource";

const resource = (type: string, props: Resource["props"] = {}) => plainResource(type, "shop", props);

describe("the rules of R1", () => {
    it("apply only to types that can expose a backend", () => {
        for (const type of [
            "aws:lambda/functionUrl:FunctionUrl",
            "aws-native:eks:Cluster",
            "aws-native:eks:Nodegroup",
            "aws-native:index:ExtensionResource",
            "aws:cloudformation/stackSet:StackSet",
            "command:local:Command",
        ])
            assert.ok(privateAws.applies(type), type);
        for (const type of [
            "aws:s3/bucket:Bucket",
            "aws-native:logs:LogGroup",
            // The policies of the stack check it, with the other parts of a door.
            "aws-native:ec2:SecurityGroup",
            "aws-native:index:CfnCustomResource2",
            "xaws-native:ec2:SecurityGroup",
            "aws-native:ec2:SecurityGroup:x",
        ])
            assert.ok(!privateAws.applies(type), type);
        for (const type of ["apigateway/restApi:RestApi", "apigateway/integration:Integration"])
            assert.ok(privateBackend.applies(`aws:${type}`), type);
        assert.ok(privateBackend.applies("aws:apigatewayv2/integration:Integration"));
        assert.ok(!privateBackend.applies("aws:apigateway/stage:Stage"));
    });

    it("throw an error for a type without a check", () => {
        const bucket = resource("aws:s3/bucket:Bucket");
        assert.throws(() => privateAws.check(bucket, defaultSettings), /no check for "aws:s3\/bucket:Bucket"/);
        assert.throws(() => checkPublicService(bucket), /"aws:s3\/bucket:Bucket" is not in the table/);
        assert.throws(() => publicServicePaths("aws:s3/bucket:Bucket"), /not in the table/);
    });

    it("count a trusted release, and report one whose values are in ignoreChanges", () => {
        const release = resource("kubernetes:helm.sh/v3:Release", { chart: "metrics", version: "1.2.3" });
        const settings = { ...defaultSettings, trustedCharts: ["metrics@1.2.3"] };
        const check = (...ignoreChanges: string[]) => privateKubernetes.check({ ...release, ignoreChanges }, settings);
        assert.deepEqual(check("timeout", "name"), { counts: { "Helm release": 1 }, findings: [] });
        for (const path of ["chart", "version", "repositoryOpts.repo", "values", "valueYamlFiles", "postrender"]) {
            const { counts, findings } = check(path);
            assert.deepEqual(counts, {}, path);
            assert.match(
                findings.map(({ message }) => message).join(),
                /^Release "shop": ignoreChanges contains "/,
                path,
            );
        }
    });
});

describe("a search engine", () => {
    const findings = (vpcOptions: Plain) =>
        checkPublicService(resource("aws:opensearch/domain:Domain", { vpcOptions })).length;

    it("is in a VPC if it has a subnet, known or not", () => {
        const subnets: Plain[] = [UNKNOWN, [UNKNOWN], ["subnet-1"], ["", "subnet-1"]];
        assert.deepEqual(
            subnets.map((subnetIds) => findings({ subnetIds })),
            [0, 0, 0, 0],
        );
    });

    it("is public if it has no subnet, whatever else is unknown", () => {
        assert.deepEqual(
            [[], [""], null].map((subnetIds) => findings({ subnetIds })),
            [1, 1, 1],
        );
        assert.deepEqual(
            [UNKNOWN, {}, "vpc-1"].map((options) => findings(options)),
            [1, 1, 1],
        );
    });
});

describe("a CloudFormation template", () => {
    const empty = '{"Resources": {}}';

    it("is read up to CloudFormation's size limit", () => {
        assert.deepEqual(readTemplate(empty.padEnd(1024 * 1024)), { resources: [], parameters: {} });
        assert.deepEqual(readTemplate(empty.padEnd(1024 * 1024 + 1)), {
            hidden: "no list of resources that can be read",
        });
    });

    it("without resources is reported, whatever it contains instead", () => {
        for (const text of ["{", "", "[]", "null", "words", '{"Resources": []}', "{}"])
            assert.ok("hidden" in readTemplate(text), text);
    });
});
