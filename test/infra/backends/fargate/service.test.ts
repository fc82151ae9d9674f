import assert from "node:assert/strict";
import { FargateCluster } from "../../../../infra/backends/fargate/cluster";
import { FargateService, type FargateServiceArgs } from "../../../../infra/backends/fargate/service";
import { type ListenerPort, NetworkLoadBalancer } from "../../../../infra/backends/network-load-balancer";
import { Network } from "../../../../infra/network/network";
import { inputsOf, listed, outputsOf, type Registered, record } from "../../recorder";

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/books@sha256:0123";
const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-AbCdEf";
const args: FargateServiceArgs & ListenerPort = {
    family: "shop-books",
    image,
    architecture: "amd64",
    port: 8080,
    environment: { LOG_LEVEL: "info" },
    secrets: {},
    cpu: 0.25,
    memoryMib: 512,
    replicas: 2,
    maxReplicas: 6,
    healthPath: "/api/books/health",
    listenerPort: 10_080,
};

const placed = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };

function build(changes: Partial<FargateServiceArgs> = {}): Promise<Registered[]> {
    return record(() => {
        const cluster = new FargateCluster("shop", { ...placed, logRetentionDays: 30 });
        const loadBalancer = new NetworkLoadBalancer("shop", { ...placed, linkName: "shared_nlb" });
        const network = new Network("shop", {
            cidrBlock: "10.30.0.0/16",
            availabilityZones: ["eu-central-1a", "eu-central-1b"],
            natGateways: "single",
            deletionProtection: false,
            tableNamePrefix: "shop-",
            logRetentionDays: 30,
        });
        new FargateService("books", { ...args, ...changes }, { cluster, loadBalancer, routes: network.dependencies });
    });
}

async function container(changes: Partial<FargateServiceArgs> = {}): Promise<Record<string, unknown>> {
    const { containerDefinitions } = inputsOf(await build(changes), "aws:ecs/taskDefinition:TaskDefinition");
    const all = JSON.parse(String(containerDefinitions));
    assert.equal(all.length, 1);
    return all[0];
}

async function statements(role: string, changes: Partial<FargateServiceArgs> = {}): Promise<object[]> {
    const { policy } = inputsOf(await build(changes), "aws:iam/rolePolicy:RolePolicy", role);
    return JSON.parse(String(policy)).Statement;
}

describe("FargateCluster", () => {
    it("creates no cluster where one exists already, and runs its services there", async () => {
        const existing = { name: "shared", arn: "arn:aws:ecs:eu-central-1:123456789012:cluster/shared" };
        const found: string[] = [];
        const registered = await record(() => {
            const cluster = new FargateCluster("shop", { ...placed, logRetentionDays: 30, existing });
            cluster.clusterName.apply((name) => found.push(name));
            cluster.clusterArn.apply((arn) => found.push(arn));
        });
        assert.deepEqual(found, [existing.name, existing.arn]);
        assert.deepEqual(
            listed(registered).filter((name) => name.startsWith("aws:ecs")),
            [],
        );
        assert.equal((await build()).filter(({ type }) => type === "aws:ecs/cluster:Cluster").length, 1);
    });

    it("has a log group, a namespace, and one group for all tasks, which connect to HTTPS only", async () => {
        const registered = await build();
        assert.deepEqual(inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup", "shop-tasks"), {
            name: "/gatehouse/shop/tasks",
            retentionInDays: 30,
        });
        const { name, vpc } = inputsOf(registered, "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace");
        assert.deepEqual([name, vpc], ["shop.internal", "vpc-1"]);
        assert.ok(!("ingress" in inputsOf(registered, "aws:ec2/securityGroup:SecurityGroup", "shop-tasks")));
        const rules = registered.filter(({ inputs }) => "cidrIpv4" in inputs);
        assert.deepEqual(
            rules.map(({ inputs }) => inputs),
            [
                {
                    securityGroupId: "shop-tasks_id",
                    cidrIpv4: "0.0.0.0/0",
                    ipProtocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                },
            ],
        );
        assert.ok(!listed(registered).some((resource) => /apacityProvider/.test(resource)));
    });
});

describe("FargateService", () => {
    it("runs tasks in private subnets without a public address, behind its listener and under a Cloud Map name", async () => {
        const registered = await build();
        const service = inputsOf(registered, "aws:ecs/service:Service");
        assert.deepEqual(service.networkConfiguration, {
            subnets: placed.subnetIds,
            securityGroups: ["books-tasks_id", "shop-tasks_id"],
            assignPublicIp: false,
        });
        assert.deepEqual(service.loadBalancers, [
            { targetGroupArn: "arn:books", containerName: "books", containerPort: 8080 },
        ]);
        assert.deepEqual(service.serviceRegistries, { registryArn: "arn:books" });
        const registry = inputsOf(registered, "aws:servicediscovery/service:Service");
        assert.deepEqual(registry.dnsConfig, {
            namespaceId: "shop_id",
            dnsRecords: [{ type: "A", ttl: 10 }],
            routingPolicy: "MULTIVALUE",
        });
        assert.deepEqual(registry.healthCheckCustomConfig, { failureThreshold: 1 });
        assert.ok(!("name" in service) && !("iamRole" in service) && !("capacityProviderStrategies" in service));
    });

    it("waits until the tasks serve, and rolls back tasks that do not", async () => {
        const service = inputsOf(await build(), "aws:ecs/service:Service");
        assert.equal(service.waitForSteadyState, true);
        assert.deepEqual(service.deploymentCircuitBreaker, { enable: true, rollback: true });
        assert.deepEqual([service.deploymentMinimumHealthyPercent, service.deploymentMaximumPercent], [100, 200]);
        assert.equal(service.healthCheckGracePeriodSeconds, 180);
        assert.equal(service.availabilityZoneRebalancing, "ENABLED");
        assert.equal(service.launchType, "FARGATE");
    });

    it("lets in its load balancer and the other services, at its port only", async () => {
        const rules = (await build()).filter(({ type }) => type.endsWith("SecurityGroupIngressRule"));
        const port = { ipProtocol: "tcp", fromPort: 8080, toPort: 8080, securityGroupId: "books-tasks_id" };
        assert.deepEqual(
            rules
                .map(({ inputs }) => inputs)
                .map((rule) => ({ ...rule }))
                .sort(byGroup),
            [
                { ...port, referencedSecurityGroupId: "shop-balancer_id" },
                { ...port, referencedSecurityGroupId: "shop-tasks_id" },
            ],
        );
    });

    it("has a definition of its size and architecture, whose revisions are one family", async () => {
        const definition = async (changes: Partial<FargateServiceArgs> = {}) =>
            inputsOf(await build(changes), "aws:ecs/taskDefinition:TaskDefinition");
        const { family, cpu, memory, networkMode, requiresCompatibilities, runtimePlatform } = await definition();
        assert.deepEqual([family, cpu, memory, networkMode], ["shop-books", "256", "512", "awsvpc"]);
        assert.deepEqual(requiresCompatibilities, ["FARGATE"]);
        assert.deepEqual(runtimePlatform, { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" });
        const large = await definition({ architecture: "arm64", cpu: 2, memoryMib: 4096 });
        assert.deepEqual([large.cpu, large.memory], ["2048", "4096"]);
        assert.deepEqual(large.runtimePlatform, { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" });
    });

    it("runs a container that is not root, cannot change its files, and logs to the group of the cluster", async () => {
        const { environment, logConfiguration, ...own } = await container();
        assert.deepEqual(own, {
            name: "books",
            image,
            essential: true,
            portMappings: [{ containerPort: 8080, protocol: "tcp" }],
            user: "1000:1000",
            readonlyRootFilesystem: true,
            linuxParameters: { capabilities: { drop: ["ALL"] } },
            stopTimeout: 30,
        });
        assert.deepEqual(environment, [
            { name: "LOG_LEVEL", value: "info" },
            { name: "PORT", value: "8080" },
        ]);
        const { logDriver, options } = logConfiguration as { logDriver: string; options: Record<string, string> };
        assert.equal(logDriver, "awslogs");
        assert.equal(options["awslogs-group"], "/gatehouse/shop/tasks");
        assert.equal(options["awslogs-region"], "eu-central-1");
        assert.equal(options["awslogs-stream-prefix"], "books");
    });

    it("scales by CPU between its minimum and its maximum", async () => {
        const registered = await build();
        const { minCapacity, maxCapacity, resourceId } = inputsOf(registered, "aws:appautoscaling/target:Target");
        assert.deepEqual([minCapacity, maxCapacity, resourceId], [2, 6, "service/shop/books"]);
        const policy = inputsOf(registered, "aws:appautoscaling/policy:Policy");
        const tracking = policy.targetTrackingScalingPolicyConfiguration as Record<string, unknown>;
        assert.equal(policy.policyType, "TargetTrackingScaling");
        assert.deepEqual(
            [tracking.predefinedMetricSpecification, tracking.targetValue],
            [{ predefinedMetricType: "ECSServiceAverageCPUUtilization" }, 70],
        );
    });

    it("is started with permissions for its image, its logs and its secrets alone", async () => {
        assert.deepEqual(await statements("books-execution", { secrets: { PASSWORD: { arn: `${arn}:password::` } } }), [
            { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
            {
                Effect: "Allow",
                Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                Resource: "arn:aws:ecr:eu-central-1:123456789012:repository/shop/books",
            },
            { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: "arn:shop-tasks:*" },
            { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: arn },
        ]);
        assert.equal((await statements("books-execution")).length, 3);
        assert.deepEqual(
            (await statements("books-execution", { image: "registry.example.com/books:1" })).map(
                (statement) => (statement as { Action: string[] }).Action[0],
            ),
            ["logs:CreateLogStream"],
        );
    });

    it("has AWS credentials only if it has permissions, and only as a task of this account", async () => {
        const bare = await build();
        assert.ok(!("taskRoleArn" in inputsOf(bare, "aws:ecs/taskDefinition:TaskDefinition")));
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
        const allowed = await build({ policy });
        assert.equal(inputsOf(allowed, "aws:ecs/taskDefinition:TaskDefinition").taskRoleArn, "arn:books-task");
        assert.equal(inputsOf(allowed, "aws:iam/rolePolicy:RolePolicy", "books-task").policy, policy);
        for (const role of ["books-execution", "books-task"]) {
            const trust = JSON.parse(String(inputsOf(allowed, "aws:iam/role:Role", role).assumeRolePolicy));
            assert.deepEqual(trust.Statement, [
                {
                    Effect: "Allow",
                    Principal: { Service: "ecs-tasks.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                },
            ]);
        }
    });

    it("runs commands by ECS Exec only if it is asked to, with the permissions for that and with writable files", async () => {
        const bare = await build();
        assert.ok(!("enableExecuteCommand" in inputsOf(bare, "aws:ecs/service:Service")));
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
        for (const own of [undefined, policy]) {
            const changes = { enableExecuteCommand: true, policy: own };
            const registered = await build(changes);
            assert.equal(inputsOf(registered, "aws:ecs/service:Service").enableExecuteCommand, true);
            assert.equal(inputsOf(registered, "aws:ecs/taskDefinition:TaskDefinition").taskRoleArn, "arn:books-task");
            assert.deepEqual(await statements("books-execute-command", changes), [
                {
                    Effect: "Allow",
                    Action: [
                        "ssmmessages:CreateControlChannel",
                        "ssmmessages:CreateDataChannel",
                        "ssmmessages:OpenControlChannel",
                        "ssmmessages:OpenDataChannel",
                    ],
                    Resource: "*",
                },
            ]);
            const service = registered.find(({ type }) => type === "aws:ecs/service:Service");
            // The tasks need it until they have ended.
            assert.ok(service?.dependencies?.includes("aws:iam/rolePolicy:RolePolicy books-execute-command"));
            const { readonlyRootFilesystem, linuxParameters } = await container(changes);
            assert.equal(readonlyRootFilesystem, false);
            assert.deepEqual(linuxParameters, { capabilities: { drop: ["ALL"] }, initProcessEnabled: true });
        }
    });

    it("refers to a secret by its ARN, and stores a value as a secret", async () => {
        const secrets = { PASSWORD: { arn: `${arn}:password::` }, TOKEN: { value: "correct-horse" } };
        const { secrets: references } = await container({ secrets });
        assert.deepEqual(references, [
            { name: "PASSWORD", valueFrom: `${arn}:password::` },
            { name: "TOKEN", valueFrom: "arn:books-TOKEN:::version-1" },
        ]);
        const registered = await build({ secrets });
        const version = registered.find(({ type }) => type.endsWith(":SecretVersion"));
        assert.ok(version?.secretOutputs?.includes("secretString"));
        assert.equal(inputsOf(registered, "aws:secretsmanager/secret:Secret").recoveryWindowInDays, 0);
        const others = registered.filter((resource) => resource !== version);
        assert.doesNotMatch(JSON.stringify(others), /correct-horse/);
    });

    it("registers its backend, environment and load balancer as outputs", async () => {
        const urn = (type: string, name: string) => `urn:pulumi:test::gatehouse::${type}::${name}`;
        const hostname = "shop.elb.eu-central-1.amazonaws.com";
        assert.deepEqual(outputsOf(await build(), "gatehouse:fargate:Service"), {
            backend: {
                kind: "fargate",
                api: "books",
                host: `${hostname}:10080`,
                healthPath: "/api/books/health",
                compute: {
                    urn: urn("gatehouse:fargate:Service$aws:ecs/service:Service", "books"),
                    unit: "tasks",
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
});

function byGroup(one: Record<string, unknown>, other: Record<string, unknown>): number {
    return String(one.referencedSecurityGroupId).localeCompare(String(other.referencedSecurityGroupId));
}
