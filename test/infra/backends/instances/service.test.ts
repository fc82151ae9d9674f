import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InstanceService, type InstanceServiceArgs } from "../../../../infra/backends/instances/instance-service";
import { NetworkLoadBalancer } from "../../../../infra/backends/network-load-balancer";
import { Network } from "../../../../infra/network/network";
import { inputsOf, outputsOf, type Registered, record } from "../../recorder";

const args: InstanceServiceArgs = {
    stack: "shop",
    image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/books@sha256:0123",
    port: 8080,
    environment: { LOG_LEVEL: "info" },
    secrets: {},
    instanceType: "t4g.small",
    architecture: "arm64",
    ami: "newest at first",
    replicas: 2,
    maxReplicas: 6,
    healthPath: "/api/books/health",
    listenerPort: 10_080,
    logRetentionDays: 30,
};

const database = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-AbCdEf";
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const placed = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const groupType = "aws:autoscaling/group:Group";

describe("InstanceService", () => {
    const path = process.env.PATH;
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "test-aws-"));
        writeFileSync(join(folder, "aws"), `#!/bin/sh\necho '{"InstanceRefreshes": []}'\n`);
        chmodSync(join(folder, "aws"), 0o755);
        process.env.PATH = `${folder}:${path}`;
    });
    after(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true, force: true });
    });

    it("launches machines with metadata for signed requests, an encrypted volume, no key pair and no address", async () => {
        const { userData, ...template } = inputsOf(await build(), templateType);
        assert.deepEqual(template, {
            description: "Machines of an API",
            imageId: "ami-0123456789abcdef0",
            instanceType: "t4g.small",
            iamInstanceProfile: { arn: "arn:books-machine" },
            vpcSecurityGroupIds: ["books-machines_id"],
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            blockDeviceMappings: [
                {
                    deviceName: "/dev/xvda",
                    ebs: { volumeType: "gp3", volumeSize: 20, encrypted: "true", deleteOnTermination: "true" },
                },
            ],
            monitoring: { enabled: false },
            tagSpecifications: ["instance", "volume"].map((resourceType) => ({
                resourceType,
                tags: { Name: "shop-books" },
            })),
            updateDefaultVersion: true,
        });
        const text = Buffer.from(String(userData), "base64").toString();
        for (const part of [args.image, "/gatehouse/shop/instances/books", "LOG_LEVEL=info", "Gatehouse/shop"])
            assert.ok(text.includes(String(part)), String(part));
    });

    it("lets the container reach the credentials of the machine only if it has permissions", async () => {
        const { metadataOptions } = inputsOf(await build({ policy }), templateType);
        assert.equal(Object(metadataOptions).httpPutResponseHopLimit, 2);
    });

    it("has a template for each architecture, so that the image of the other one does not stay", async () => {
        assert.equal((await named(templateType))[0], "books-arm64");
        assert.equal((await named(templateType, { architecture: "amd64" }))[0], "books-amd64");
        const pinned = inputsOf(await build({ ami: { id: "ami-1" } }), templateType);
        assert.equal(pinned.imageId, "ami-1");
    });

    it("replaces machines by a refresh that starts new ones first and restores the old ones", async () => {
        const group = inputsOf(await build(), groupType);
        const healthy = { minHealthyPercentage: 100, maxHealthyPercentage: 200 };
        assert.deepEqual(group.instanceRefresh, {
            strategy: "Rolling",
            preferences: { ...healthy, instanceWarmup: "300", autoRollback: true },
        });
        assert.deepEqual(group.instanceMaintenancePolicy, healthy);
        assert.deepEqual(group.launchTemplate, { id: "books-arm64_id", version: "3" });
        assert.deepEqual([group.healthCheckType, group.healthCheckGracePeriod], ["ELB", 240]);
        assert.ok(Number(group.defaultInstanceWarmup) > Number(group.healthCheckGracePeriod));
    });

    it("waits for its minimum of machines at the load balancer, in private subnets, and leaves their number to the autoscaler", async () => {
        const registered = await build();
        const group = inputsOf(registered, groupType);
        assert.deepEqual([group.minSize, group.maxSize, group.minElbCapacity], [2, 6, 2]);
        assert.ok(!("desiredCapacity" in group));
        assert.deepEqual(group.vpcZoneIdentifiers, placed.subnetIds);
        assert.deepEqual(group.targetGroupArns, ["arn:books"]);
        assert.equal(group.waitForCapacityTimeout, "15m");
        assert.equal(inputsOf(registered, "aws:lb/targetGroup:TargetGroup").targetType, "instance");
        const { policyType, targetTrackingConfiguration } = inputsOf(registered, "aws:autoscaling/policy:Policy");
        assert.deepEqual(
            [policyType, targetTrackingConfiguration],
            [
                "TargetTrackingScaling",
                {
                    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
                    targetValue: 70,
                },
            ],
        );
    });

    it("admits its load balancer at its port only, and connects to HTTPS only", async () => {
        const rules = (await build()).filter(({ type }) => /SecurityGroup(In|E)gressRule$/.test(type));
        const own = rules.map(({ inputs }) => inputs).filter((rule) => rule.securityGroupId === "books-machines_id");
        assert.deepEqual(
            own.map(({ fromPort, toPort, cidrIpv4, referencedSecurityGroupId }) => [
                fromPort,
                toPort,
                cidrIpv4 ?? referencedSecurityGroupId,
            ]),
            [
                [443, 443, "0.0.0.0/0"],
                [80, 80, "shop-balancer_id"],
            ],
        );
    });

    it("has a role for Session Manager, its image, its logs and its metrics alone", async () => {
        const registered = await build();
        assert.ok(!registered.some(({ type }) => type.endsWith(":RolePolicyAttachment")));
        const own = JSON.parse(String(inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", "books-machine").policy));
        assert.deepEqual(own.Statement, [
            { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
            {
                Effect: "Allow",
                Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                Resource: "arn:aws:ecr:eu-central-1:123456789012:repository/shop/books",
            },
            { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "arn:books:*" },
            {
                Effect: "Allow",
                Action: ["cloudwatch:PutMetricData"],
                Resource: "*",
                Condition: { StringEquals: { "cloudwatch:namespace": "Gatehouse/shop" } },
            },
            {
                Effect: "Allow",
                Action: [
                    "ssm:UpdateInstanceInformation",
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                Resource: "*",
            },
        ]);
        const trust = JSON.parse(String(inputsOf(registered, "aws:iam/role:Role", "books-machine").assumeRolePolicy));
        assert.deepEqual(trust.Statement[0].Principal, { Service: "ec2.amazonaws.com" });
        const allowed = await build({ policy });
        assert.equal(inputsOf(allowed, "aws:iam/rolePolicy:RolePolicy", "books-api").policy, policy);
    });

    it("stores a secret value, of which machines get the version, and may read its secrets alone", async () => {
        const secrets = { PASSWORD: { arn: `${database}:password::` }, TOKEN: { value: "correct-horse" } };
        const registered = await build({ secrets });
        const version = registered.find(({ type }) => type.endsWith(":SecretVersion"));
        assert.ok(version?.secretOutputs?.includes("secretString"));
        const { policy: text } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", "books-machine");
        assert.deepEqual(JSON.parse(String(text)).Statement.at(-2), {
            Effect: "Allow",
            Action: ["secretsmanager:GetSecretValue"],
            Resource: [database, "arn:books-TOKEN"],
        });
        const userData = Buffer.from(String(inputsOf(registered, templateType).userData), "base64").toString();
        assert.ok(userData.includes("arn:books-TOKEN:::version-1"));
        assert.ok(userData.includes(`${database}:password::`));
        const others = registered.filter((resource) => resource !== version);
        assert.doesNotMatch(JSON.stringify(others) + userData, /correct-horse/);
    });

    it("registers its backend, environment and load balancer as outputs", async () => {
        const urn = (type: string, name: string) => `urn:pulumi:test::gatehouse::${type}::${name}`;
        const hostname = "shop.elb.eu-central-1.amazonaws.com";
        assert.deepEqual(outputsOf(await build(), "gatehouse:instances:Service"), {
            backend: {
                kind: "instances",
                api: "books",
                host: `${hostname}:10080`,
                healthPath: "/api/books/health",
                compute: {
                    urn: urn(`gatehouse:instances:Service$${groupType}`, "books"),
                    unit: "instances",
                    min: 2,
                    max: 6,
                    location: "network",
                },
            },
            environment: { PORT: "8080", LOG_LEVEL: "info" },
            loadBalancer: {
                urn: urn("gatehouse:backends:NetworkLoadBalancer$aws:lb/loadBalancer:LoadBalancer", "shop"),
                name: "shared_nlb",
                arn: "arn:shop",
                hostname,
                scheme: "internal",
                form: "network",
            },
        });
    });

    it("rejects public addresses in an existing VPC, whatever its subnets assign", async () => {
        const templates = (await build({ isInExistingVpc: true })).filter(
            ({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate",
        );
        assert.deepEqual(
            templates.map(({ inputs }) => [inputs.networkInterfaces, inputs.vpcSecurityGroupIds]),
            [
                [
                    [
                        {
                            deviceIndex: 0,
                            deleteOnTermination: "true",
                            securityGroups: ["books-machines_id"],
                            associatePublicIpAddress: "false",
                        },
                    ],
                    undefined,
                ],
            ],
        );
    });

    function build(changes: Partial<InstanceServiceArgs> = {}): Promise<Registered[]> {
        return record(() => {
            const loadBalancer = new NetworkLoadBalancer("shop", { ...placed, linkName: "shared_nlb" });
            const network = new Network("shop", {
                cidrBlock: "10.40.0.0/16",
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
                natGateways: "single",
                deletionProtection: false,
                tableNamePrefix: "shop-",
                logRetentionDays: 30,
            });
            new InstanceService(
                "books",
                { ...args, ...changes },
                { ...placed, routes: network.dependencies, loadBalancer },
            );
        });
    }

    async function named(type: string, changes: Partial<InstanceServiceArgs> = {}): Promise<string[]> {
        return (await build(changes)).filter((resource) => resource.type === type).map(({ name }) => name);
    }
});
