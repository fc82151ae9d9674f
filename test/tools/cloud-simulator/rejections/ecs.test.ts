import assert from "node:assert/strict";
import { check, create, difference, update } from "../../../../tools/cloud-simulator/providers/operations";
import { SimulatedAws } from "./simulated-aws";

const [cluster, definition, service] = [
    "aws:ecs/cluster:Cluster",
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:ecs/service:Service",
];
const [balancer, group, listener] = [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/targetGroup:TargetGroup",
    "aws:lb/listener:Listener",
];
const [role, rolePolicy, logGroup] = [
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:cloudwatch/logGroup:LogGroup",
];
const [namespace, registry] = [
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    "aws:servicediscovery/service:Service",
];
const [target, securityGroup] = ["aws:appautoscaling/target:Target", "aws:ec2/securityGroup:SecurityGroup"];
const image = "docker-build:index:Image";

const size = { requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "512" };

describe("simulated ECS rejects", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    // Everything that a service needs, and the arguments of the service.
    function ready({ reference = "registry/shop:1", architecture = "X86_64", logs = "/shop" } = {}) {
        const { outputs: own } = aws.make(role, { assumeRolePolicy: "{}", name: "tasks" });
        aws.make(rolePolicy, { role: "tasks", policy: "{}", name: "pull" });
        aws.make(logGroup, { name: "/shop" });
        const logConfiguration = { logDriver: "awslogs", options: { "awslogs-group": logs } };
        const { outputs } = aws.make(definition, {
            ...size,
            family: "shop",
            executionRoleArn: own.arn ?? "",
            runtimePlatform: { cpuArchitecture: architecture },
            containerDefinitions: JSON.stringify([{ name: "shop", image: reference, logConfiguration }]),
        });
        return {
            cluster: aws.make(cluster, { name: "shop" }).id,
            taskDefinition: outputs.arn ?? "",
            launchType: "FARGATE",
        };
    }

    it("a task definition with a pair of CPU and memory that Fargate does not have, at preview too", () => {
        const pair = (cpu: string, memory: string) => ({
            ...size,
            cpu,
            memory,
            family: "shop",
            containerDefinitions: "[]",
        });
        for (const wrong of [pair("256", "4096"), pair("300", "512"), pair("8192", "17408")]) {
            assert.throws(() => aws.make(definition, wrong), /ClientException: No Fargate configuration exists/);
            assert.throws(() => aws.preview(definition, wrong), /No Fargate configuration exists/);
        }
        aws.make(definition, pair("256", "2048"));
        aws.make(definition, pair("8192", "20480"), "large");
        aws.make(definition, { ...pair("300", "512"), requiresCompatibilities: ["EC2"] }, "machines");
    });

    it("a service whose target group has no listener yet", () => {
        const args = ready();
        const balancerArn = aws.make(balancer, { loadBalancerType: "network", name: "shop" }).id;
        const targetGroupArn = aws.make(group, { name: "shop" }).id;
        const loadBalancers = [{ targetGroupArn, containerName: "shop", containerPort: 80 }];
        assert.throws(
            () => aws.make(service, { ...args, loadBalancers }),
            new RegExp(
                `InvalidParameterException: The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer\\.$`,
            ),
        );
        aws.make(listener, {
            loadBalancerArn: balancerArn,
            port: 80,
            defaultActions: [{ type: "forward", targetGroupArn }],
        });
        aws.make(service, { ...args, loadBalancers });
    });

    it("a service whose image is for another architecture, which exists and does not become stable", () => {
        const digest = `sha256:${"0".repeat(64)}`;
        const built = { inputs: { platforms: ["linux/amd64"] }, outputs: { digest } };
        aws.cloud.store.put({ urn: "urn:image", type: image, id: "image", ...built });
        const reference = `registry/shop@${digest}`;
        const wrong = ready({ reference, architecture: "ARM64" });
        assert.throws(
            () => aws.make(service, wrong),
            /^Error: delayed: .*\(tasks ended: exec format error: the image of shop is not for linux\/arm64\)$/,
        );
        aws.drop(definition);
        aws.drop(cluster);
        aws.drop(role);
        aws.drop(rolePolicy);
        aws.drop(logGroup);
        aws.make(service, ready({ reference }));
    });

    it("a service whose log group does not exist", () => {
        assert.throws(
            () => aws.make(service, ready({ logs: "/other" })),
            /delayed: .*log group "\/other" does not exist\)$/,
        );
    });

    describe("with the circuit breaker,", () => {
        const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
        const identity = { urn: `urn:pulumi:dev::shop::${service}::main`, type: service, name: "main" };

        // A service, and the arguments of its next revision.
        function running() {
            const args = { ...ready(), ...breaker, name: "shop" };
            const { inputs } = check(identity, args, undefined, aws.cloud);
            const { id, outputs } = create(identity, inputs, aws.cloud);
            const next = aws.make(
                definition,
                { ...size, family: "shop", containerDefinitions: JSON.stringify([{ name: "shop", image: "shop:2" }]) },
                "next",
            );
            return { before: { id, outputs }, next: { ...inputs, taskDefinition: next.outputs.arn ?? "" } };
        }

        const live = () => aws.cloud.store.ofType(service)[0];

        it("a service whose containers end, which has no former revision", () => {
            aws.cloud.brokenImages.add("registry/shop:1");
            assert.throws(
                () => aws.make(service, { ...ready(), ...breaker }),
                /waiting for ECS Service \(arn:\S+\) create: No rollback candidate was found to run the rollback\. \(tasks ended: containers of registry\/shop:1 end\)$/,
            );
        });

        it("a revision whose containers end, and restores the former one", () => {
            const { before, next } = running();
            aws.cloud.brokenImages.add("shop:2");
            assert.throws(
                () => update(identity, next, before, false, aws.cloud),
                /waiting for ECS Service \(arn:\S+\) update: Service deployment rolled back because the circuit breaker threshold was exceeded\. \(tasks ended: containers of shop:2 end\)$/,
            );
            const { taskDefinition } = before.outputs;
            assert.deepEqual(
                [live()?.inputs.taskDefinition, live()?.outputs.taskDefinition],
                [taskDefinition, taskDefinition],
            );
            assert.equal(live()?.failure, undefined);
        });

        it("no update that the provider only reads, and then shows the revision that ECS restored", () => {
            const { before, next } = running();
            aws.cloud.brokenImages.add("shop:2");
            assert.throws(() => update(identity, next, before, false, aws.cloud));
            // The engine tries the update again, over the state that the failed one left.
            const failed = { ...before, outputs: { ...before.outputs, taskDefinition: next.taskDefinition } };
            const read = update(identity, next, failed, false, aws.cloud);
            assert.equal(read.taskDefinition, before.outputs.taskDefinition);
            const state = { ...failed.outputs, ...read };
            assert.deepEqual(difference(identity, next, next, state, aws.cloud).changed, ["taskDefinition"]);
        });

        it("a revision only where it fails", () => {
            const { before, next } = running();
            aws.cloud.brokenImages.add("registry/shop:1");
            assert.equal(update(identity, next, before, false, aws.cloud).taskDefinition, next.taskDefinition);
            assert.equal(live()?.outputs.taskDefinition, next.taskDefinition);
        });
    });

    it("a service whose health check fails, or whose port its load balancer cannot reach", () => {
        const args = ready();
        const [ours, theirs] = ["balancer", "tasks"].map(
            (name) => aws.make("aws:ec2/securityGroup:SecurityGroup", { name, vpcId: "vpc-1" }, name).id,
        ) as [string, string];
        const loadBalancerArn = aws.make(balancer, {
            loadBalancerType: "network",
            name: "shop",
            securityGroups: [ours],
        }).id;
        const targetGroupArn = aws.make(group, { name: "shop", healthCheck: { path: "/ready" } }).id;
        aws.make(listener, { loadBalancerArn, defaultActions: [{ type: "forward", targetGroupArn }] });
        const behind = {
            ...args,
            networkConfiguration: { securityGroups: [theirs] },
            loadBalancers: [{ targetGroupArn, containerName: "shop", containerPort: 8080 }],
        };
        const rule = (securityGroupId: string, referencedSecurityGroupId: string, port: number) => ({
            ...{ securityGroupId, referencedSecurityGroupId },
            ...{ ipProtocol: "tcp", fromPort: port, toPort: port },
        });
        const [egress, ingress] = ["Egress", "Ingress"].map(
            (way) => `aws:vpc/securityGroup${way}Rule:SecurityGroup${way}Rule`,
        ) as [string, string];
        const rejects = (words: RegExp) => {
            assert.throws(() => aws.make(service, behind), words);
        };
        rejects(/\(no rule lets the load balancer connect to port 8080\)$/);
        aws.make(egress, rule(ours, theirs, 8080));
        rejects(/\(no rule admits the load balancer at port 8080\)$/);
        aws.make(ingress, rule(theirs, ours, 9090), "other");
        rejects(/\(no rule admits the load balancer at port 8080\)$/);
        const byBlock = { securityGroupId: theirs, cidrIpv4: "10.20.0.0/16", ipProtocol: "-1" };
        aws.make(ingress, byBlock, "block");
        aws.make(service, behind, "first");
        aws.drop(ingress);
        aws.make(ingress, rule(theirs, ours, 8080));
        aws.make(service, behind);
        aws.cloud.missingPaths.add("/ready");
        assert.throws(() => aws.make(service, behind, "second"), /\(\/ready does not return 200\)$/);
    });

    it("to delete a service whose role has lost its policy", () => {
        const args = ready();
        const made = aws.make(service, args);
        assert.equal(aws.rejectionOf(service, made), undefined);
        aws.drop(rolePolicy);
        assert.match(
            aws.rejectionOf(service, made) ?? "",
            /state to become 'INACTIVE' \(last state: 'DRAINING'\): arn:aws:iam::123456789012:role\/tasks has no policy$/,
        );
    });

    it("to delete a cluster with services, and a target of a service that does not exist", () => {
        const args = ready();
        const resource = { scalableDimension: "ecs:service:DesiredCount", serviceNamespace: "ecs" };
        const scaled = { ...resource, resourceId: "service/shop/shop", minCapacity: 1, maxCapacity: 2 };
        assert.throws(() => aws.make(target, scaled), /ECS service doesn't exist: service\/shop\/shop$/);
        aws.make(service, { ...args, name: "shop" });
        aws.make(target, scaled);
        const own = { id: args.cluster, outputs: {} };
        assert.match(aws.rejectionOf(cluster, own) ?? "", /ClusterContainsServicesException/);
        aws.drop(service);
        assert.equal(aws.rejectionOf(cluster, own), undefined);
    });

    it("to delete a Cloud Map service with tasks, and a namespace with services", () => {
        const args = ready();
        const home = aws.make(namespace, { name: "shop.internal", vpc: "vpc-1" });
        const named = { name: "shop", dnsConfig: { namespaceId: home.id, dnsRecords: [] } };
        const own = aws.make(registry, named);
        aws.make(service, { ...args, serviceRegistries: { registryArn: own.outputs.arn ?? "" } });
        assert.match(aws.rejectionOf(registry, own) ?? "", /^ResourceInUse: Service contains registered instances/);
        const forced = { ...own, outputs: { ...own.outputs, forceDestroy: true } };
        assert.match(aws.rejectionOf(registry, forced) ?? "", /^an ECS service still registers its tasks/);
        assert.match(aws.rejectionOf(namespace, home) ?? "", /contains services$/);
        aws.drop(service);
        assert.equal(aws.rejectionOf(registry, own), undefined);
        aws.drop(registry);
        assert.equal(aws.rejectionOf(namespace, home), undefined);
    });

    it("a Cloud Map service with an empty health check, which the provider would drop", () => {
        const empty = { name: "shop", healthCheckCustomConfig: {} };
        assert.throws(() => aws.preview(registry, empty), /replace the service in each update$/);
        aws.preview(registry, { name: "shop", healthCheckCustomConfig: { failureThreshold: 1 } });
    });
});

describe("simulated Elastic Load Balancing rejects", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    it("to delete a target group that a listener forwards to, and a second listener on its port", () => {
        const loadBalancerArn = aws.make(balancer, { loadBalancerType: "network", name: "shop" }).id;
        const own = aws.make(group, { name: "shop" });
        const args = { loadBalancerArn, port: 8080, defaultActions: [{ type: "forward", targetGroupArn: own.id }] };
        aws.make(listener, args);
        assert.match(aws.rejectionOf(group, own) ?? "", /is currently in use by a listener or a rule$/);
        assert.throws(() => aws.make(listener, args, "second"), /DuplicateListener: A listener already exists/);
        aws.make(listener, { ...args, port: 8081 }, "third");
        aws.drop(listener);
        assert.equal(aws.rejectionOf(group, own), undefined);
    });

    it("to delete a security group of a load balancer or of tasks, or one that another group's rule names", () => {
        const uses: readonly [type: string, inputs: (id: string) => Parameters<SimulatedAws["make"]>[1]][] = [
            [balancer, (id) => ({ loadBalancerType: "network", name: "shop", securityGroups: [id] })],
            [service, (id) => ({ name: "shop", networkConfiguration: { securityGroups: [id] } })],
            [
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                (id) => ({ securityGroupId: "sg-1", ipProtocol: "tcp", referencedSecurityGroupId: id }),
            ],
            [
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                (id) => ({ securityGroupId: "sg-1", ipProtocol: "tcp", referencedSecurityGroupId: id }),
            ],
        ];
        for (const [type, inputs] of uses) {
            const own = aws.make(securityGroup, { name: "shop" });
            aws.make(type, inputs(own.id));
            assert.equal(
                aws.rejectionOf(securityGroup, own),
                `DependencyViolation: resource ${own.id} has a dependent object`,
            );
            aws.drop(type);
            assert.equal(aws.rejectionOf(securityGroup, own), undefined);
            aws.drop(securityGroup);
        }
    });
});
