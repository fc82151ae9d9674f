import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { create, remove, update } from "../../../../tools/cloud-simulator/providers/operations";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import { seedExisting } from "../../../../tools/cloud-simulator/resources/existing-resources";
import { loadBalancers } from "../../../../tools/cloud-simulator/resources/load-balancers";
import { attachmentType } from "../../../../tools/cloud-simulator/resources/network/attached-networks";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const model = new DataModel("aws", awsTypes, awsRejections);

describe("simulated AWS rejects", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });

    it("a VPC link to a load balancer that does not exist", () => {
        const arn = make("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", name: "shop" }).id;
        assert.throws(
            () => make("aws:apigateway/vpcLink:VpcLink", { targetArn: `${arn}x`, name: "link" }),
            /creating aws:apigateway\/vpcLink:VpcLink "main": LoadBalancerNotFound: One or more load balancers not found/,
        );
        assert.match(make("aws:apigateway/vpcLink:VpcLink", { targetArn: arn, name: "link" }).id, /^[a-z0-9]{6}$/);
    });

    it("a stage of a deployment that does not exist, and a usage plan of such a stage", () => {
        const stage = { restApi: "api1", stageName: "Test" };
        assert.throws(() => make("aws:apigateway/stage:Stage", { ...stage, deployment: "d1" }), /no deployment "d1"/);
        const plan = { name: "standard", apiStages: [{ apiId: "api1", stage: "Test" }] };
        assert.throws(() => make("aws:apigateway/usagePlan:UsagePlan", plan), /API Stage not found: api1:Test/);

        const deployment = make("aws:apigateway/deployment:Deployment", { restApi: "api1" }).id;
        make("aws:apigateway/stage:Stage", { ...stage, deployment });
        make("aws:apigateway/usagePlan:UsagePlan", plan);
    });

    it("to delete a deployment that a stage points to", () => {
        const type = "aws:apigateway/deployment:Deployment";
        const deployment = make(type, { restApi: "api1" });
        make("aws:apigateway/stage:Stage", { restApi: "api1", stageName: "Test", deployment: deployment.id });
        assert.match(model.rejectDelete(identity(type), deployment, cloud) ?? "", /Active stages pointing/);
        const [stage] = cloud.store.ofType("aws:apigateway/stage:Stage");
        if (stage) cloud.store.remove(stage);
        assert.equal(model.rejectDelete(identity(type), deployment, cloud), undefined);
    });

    it("a second access entry of a principal, an entry of an unknown principal, and a policy without an entry", () => {
        const [entry, association] = ["accessEntry:AccessEntry", "accessPolicyAssociation:AccessPolicyAssociation"];
        const support = { clusterName: "shop", principalArn: "arn:aws:iam::270727272727:role/support" };
        const policy = { policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", accessScope: {} };
        assert.throws(
            () => make(`aws:eks/${association}`, { ...support, ...policy }),
            /there is no access entry of arn:aws:iam::270727272727:role\/support$/,
        );
        make(`aws:eks/${entry}`, support);
        make(`aws:eks/${association}`, { ...support, ...policy });
        assert.throws(
            () => make(`aws:eks/${entry}`, support),
            /ResourceInUseException: The specified access entry resource is already in use on this cluster\.$/,
        );
        make(`aws:eks/${entry}`, { ...support, clusterName: "other" });
        cloud.missingPrincipals = new Set(["arn:aws:iam::270727272727:role/nobody"]);
        assert.throws(
            () => make(`aws:eks/${entry}`, { ...support, principalArn: "arn:aws:iam::270727272727:role/nobody" }),
            /InvalidParameterException: The specified principalArn is invalid: invalid principal\.$/,
        );
    });

    it("to delete a subnet with a foreign network interface in it", () => {
        const type = "aws:ec2/subnet:Subnet";
        const [free, used] = [make(type, { vpcId: "vpc-1" }), make(type, { vpcId: "vpc-1" })];
        const inputs = { vpcId: "vpc-1", subnetIds: [used.id] };
        cloud.store.put({ urn: "urn:x", type: attachmentType, id: "tgw-attach-1", inputs, outputs: inputs });
        assert.equal(model.awaitDelete(identity(type), free, cloud), undefined);
        assert.match(model.awaitDelete(identity(type), used, cloud) ?? "", /^DependencyViolation: The subnet 'subnet-/);
    });

    it("a cluster with a Kubernetes version that is not, or no longer, supported", () => {
        const type = "aws:eks/cluster:Cluster";
        const args = { roleArn: "arn", vpcConfig: { subnetIds: [] } };
        assert.throws(() => make(type, { ...args, version: "1.12" }), /unsupported Kubernetes version 1\.12$/);
        cloud.today = "2027-07-29";
        make(type, { ...args, version: "1.33", name: "old" });
        cloud.today = "2027-07-30";
        assert.throws(() => make(type, { ...args, version: "1.33" }), /unsupported Kubernetes version 1\.33$/);
    });

    it("a cluster with a subnet in a zone that EKS does not accept", () => {
        cloud = new SimulatedCloud("123456789012", "us-east-1");
        const subnetIds = ["us-east-1d", "us-east-1e"].map(
            (availabilityZone) =>
                make("aws:ec2/subnet:Subnet", { vpcId: "vpc-1", availabilityZone }, availabilityZone).id,
        );
        const cluster = (ids: string[]) =>
            make("aws:eks/cluster:Cluster", { name: "shop", roleArn: "arn", vpcConfig: { subnetIds: ids } });
        assert.throws(
            () => cluster(subnetIds),
            /UnsupportedAvailabilityZoneException: Cannot create cluster 'shop' because us-east-1e, the targeted availability zone, .* zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f$/,
        );
        cluster(subnetIds.slice(0, 1));
    });

    it("a node group of Graviton types without their image of Amazon Linux", () => {
        const type = "aws:eks/nodeGroup:NodeGroup";
        const args = { clusterName: "shop", nodeRoleArn: "arn", scalingConfig: {}, subnetIds: [] };
        assert.throws(
            () => make(type, { ...args, instanceTypes: ["t4g.medium"] }),
            /InvalidParameterException: \[t4g\.medium\] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD$/,
        );
        make(type, { ...args, instanceTypes: ["t4g.medium"], amiType: "AL2023_ARM_64_STANDARD" });
        make(type, { ...args, instanceTypes: ["g4dn.xlarge", "t3.medium"] });
    });

    it("to delete a protected cluster", () => {
        const type = "aws:eks/cluster:Cluster";
        const args = { roleArn: "arn", vpcConfig: { subnetIds: [] } };
        const guarded = make(type, { ...args, name: "guarded", deletionProtection: true });
        assert.match(model.rejectDelete(identity(type), guarded, cloud) ?? "", /deletion protection/);
        const open = make(type, { ...args, name: "open" });
        assert.equal(model.rejectDelete(identity(type), open, cloud), undefined);
    });

    it("method settings on a path that the deployed API lacks, without a throttle, or with a cache that is off", () => {
        deploy({ "/pictures/{id}": { get: {} } });
        const type = "aws:apigateway/methodSettings:MethodSettings";
        const throttle = { throttlingRateLimit: 1, throttlingBurstLimit: 1 };
        const settings = (methodPath: string, own: PropertyMap) =>
            make(type, { restApi: "api1", stageName: "Test", methodPath, settings: own });
        settings("~1pictures~1{id}/GET", throttle);
        settings("*/*", throttle);
        assert.throws(
            () => settings("~1books/GET", throttle),
            /BadRequestException: Invalid method setting path: \/~1books\/GET/,
        );
        assert.throws(() => settings("*/*", {}), /switches throttling off/);
        assert.throws(() => settings("*/*", { ...throttle, cachingEnabled: true }), /cache cluster, which is off/);
        assert.throws(
            () => settings("*/*", { ...throttle, loggingLevel: "ERROR" }),
            /CloudWatch Logs role ARN must be set/,
        );
    });

    it("to delete a VPC link that a deployed stage names literally, but not one behind a stage variable", () => {
        const type = "aws:apigateway/vpcLink:VpcLink";
        const arn = make("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", name: "shop" }).id;
        const link = make(type, { targetArn: arn, name: "link" });
        deploy({ "/a": { get: integration(link.id) }, "/b": { get: integration("${stageVariables.link}") } });
        assert.equal(
            model.rejectDelete(identity(type), link, cloud),
            `BadRequestException: Cannot delete vpc link. Vpc link '${link.id}', is referenced in [api1:GET:/a:Test] in format of [RESTApiId:Method:Resource:Stage].`,
        );
    });

    it("to delete a load balancer that a VPC link targets", () => {
        const type = "aws:lb/loadBalancer:LoadBalancer";
        const balancer = make(type, { loadBalancerType: "network", name: "shop" });
        make("aws:apigateway/vpcLink:VpcLink", { targetArn: balancer.id, name: "link" });
        assert.match(
            model.rejectDelete(identity(type), balancer, cloud) ?? "",
            /^ResourceInUse: .* currently associated with another service$/,
        );
    });

    it("stage variables with characters that AWS does not allow", () => {
        const deployment = make("aws:apigateway/deployment:Deployment", { restApi: "api1" }).id;
        const stage = (variables: PropertyMap) =>
            make("aws:apigateway/stage:Stage", { restApi: "api1", stageName: "Test", deployment, variables });
        assert.throws(() => stage({ host: "a b|c" }), /Invalid stage variable value: a b\|c\. {2}Please use values/);
        assert.throws(() => stage({ "my-link": "x" }), /Invalid stage variable name: my-link\./);
        stage({ host: "k8s-a-b.elb.eu-central-1.amazonaws.com" });
    });

    it("an access log without a role for it, which another program may have set", () => {
        const deployment = make("aws:apigateway/deployment:Deployment", { restApi: "api1" }).id;
        const accessLogSettings = { destinationArn: "arn:group", format: "$context.requestId" };
        const stage = () =>
            make("aws:apigateway/stage:Stage", { restApi: "api1", stageName: "Test", deployment, accessLogSettings });
        assert.throws(stage, /CloudWatch Logs role ARN must be set in account settings to enable logging$/);
        seedExisting({ hasLogRole: true }, cloud);
        stage();
    });

    it("an access log of several lines, or without the id of the request", () => {
        make("aws:apigateway/account:Account", { cloudwatchRoleArn: "arn:role" });
        const deployment = make("aws:apigateway/deployment:Deployment", { restApi: "api1" }).id;
        const stage = (format: string) => {
            const accessLogSettings = { destinationArn: "arn:group", format };
            make("aws:apigateway/stage:Stage", { restApi: "api1", stageName: "Test", deployment, accessLogSettings });
        };
        assert.throws(() => stage("$context.requestId\n$context.status"), /Access Log format must be single line/);
        assert.throws(() => stage("$context.status $context.requestIds"), /needs \$context\.requestId or/);
        stage("$context.extendedRequestId $context.status\n");
    });

    it("to delete a usage plan while stages are attached, which the provider detaches first", async () => {
        const type = "aws:apigateway/usagePlan:UsagePlan";
        deploy({});
        const plan = make(type, { name: "standard", apiStages: [{ apiId: "api1", stage: "Test" }] });
        assert.equal(
            model.rejectDelete(identity(type), plan, cloud),
            `BadRequestException: Cannot delete Usage Plan ${plan.id} because there are API Stages associated with it, including api1:Test`,
        );
        await remove(identity(type), plan, cloud);
        assert.deepEqual(cloud.store.ofType(type), []);
    });

    it("a VPC link to a load balancer in provisioning, which exists and stays failed", () => {
        const type = "aws:apigateway/vpcLink:VpcLink";
        const targetArn = balancerInProvisioning();
        const link = identity(type);
        const words =
            /waiting for API Gateway VPC Link \(\w+\) create: .* NLB is not in active state\. If you recently created/;
        assert.throws(() => create(link, { targetArn, name: "link" }, cloud), words);
        const [failed] = cloud.store.ofType(type);
        assert.match(failed?.failure ?? "", words);
        assert.ok(failed);
        update(link, { targetArn, name: "link" }, failed, false, cloud);
        assert.match(cloud.store.ofType(type)[0]?.failure ?? "", words, "an update ignores it");
        cloud.balancers.look(targetArn);
        cloud.balancers.look(targetArn);
        create(identity(type, "second"), { targetArn, name: "link" }, cloud);
    });

    it("a key that is too short", () => {
        const key = (value: string) => make("aws:apigateway/apiKey:ApiKey", { name: "web", value });
        assert.throws(() => key("x".repeat(19)), /at least 20 characters/);
        key("x".repeat(20));
    });

    it("to delete a protected table, and one whose attributes are not those of its keys", () => {
        const type = "aws:dynamodb/table:Table";
        const attributes = ["kind", "id"].map((name) => ({ name, type: "S" }));
        const keys = { hashKey: "kind", rangeKey: "id", attributes };
        const guarded = make(type, { ...keys, name: "guarded", deletionProtectionEnabled: true }, "guarded");
        assert.equal(
            model.rejectDelete(identity(type), guarded, cloud),
            "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
        );
        const open = make(type, { ...keys, name: "open" }, "open");
        assert.equal(model.rejectDelete(identity(type), open, cloud), undefined);
        assert.throws(() => make(type, { hashKey: "kind", attributes }), /Unused attributes: \[id\]/);
        assert.throws(() => make(type, { ...keys, attributes: [] }), /match a defined attribute: \[kind, id\]/);
        const index = { name: "byId", hashKey: "id", projectionType: "ALL" };
        make(type, { hashKey: "kind", attributes, globalSecondaryIndexes: [index] });
        const keySchemas = [{ attributeName: "id", keyType: "HASH" }];
        const indexes = [{ name: "byId", keySchemas, projectionType: "ALL" }];
        make(type, { name: "schemas", hashKey: "kind", attributes, globalSecondaryIndexes: indexes }, "schemas");
    });

    it("a second pod identity association of a service account", () => {
        const type = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
        const args = { clusterName: "shop", namespace: "apis", serviceAccount: "pictures", roleArn: "arn" };
        make(type, args);
        assert.throws(
            () => make(type, args, "other"),
            /ResourceInUseException: apis\/pictures has an association already/,
        );
        make(type, { ...args, serviceAccount: "books" }, "books");
    });

    it("more VPC links than the quota", () => {
        const targetArn = make("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", name: "shop" }).id;
        for (let index = 0; index < 20; index += 1)
            make("aws:apigateway/vpcLink:VpcLink", { targetArn }, String(index));
        assert.throws(
            () => make("aws:apigateway/vpcLink:VpcLink", { targetArn }, "one more"),
            /the quota of 20 VPC links/,
        );
    });

    it("each with a description and a source", () => {
        for (const { what, source } of awsRejections) assert.ok(source.length > 10 && what.length > 10, what);
    });

    function balancerInProvisioning(): string {
        const inputs = { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } };
        const hostname = "a0123-0123456789abcdef.elb.eu-central-1.amazonaws.com";
        const outputs = { ...inputs, status: { loadBalancer: { ingress: [{ hostname }] } } };
        cloud.store.put({ urn: "urn:s", type: "kubernetes:core/v1:Service", id: "apis/shop", inputs, outputs });
        return String(loadBalancers(cloud)[0]?.arn);
    }

    function deploy(paths: PropertyMap): void {
        const type = "aws:apigateway/deployment:Deployment";
        const deployment = make(type, { restApi: "api1" }).id;
        const [live] = cloud.store.ofType(type);
        assert.ok(live);
        cloud.store.put({ ...live, snapshot: JSON.stringify({ openapi: "3.0.1", paths }) });
        make("aws:apigateway/stage:Stage", { restApi: "api1", stageName: "Test", deployment });
    }

    function make(type: string, given: PropertyMap, name = "main") {
        const resource = identity(type, name);
        const { inputs } = model.check(resource, given, undefined, cloud);
        const made = model.create(resource, inputs, cloud);
        cloud.store.put({ urn: resource.urn, type, id: made.id, inputs, outputs: made.outputs });
        return made;
    }
});

function integration(connectionId: string): PropertyMap {
    return { "x-amazon-apigateway-integration": { connectionType: "VPC_LINK", connectionId } };
}

function identity(type: string, name = "main"): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name };
}
