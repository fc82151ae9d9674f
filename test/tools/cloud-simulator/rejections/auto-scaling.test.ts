import assert from "node:assert/strict";
import { answerCommand } from "../../../../tools/cloud-simulator/engine/aws-cli-commands";
import { startedRefresh } from "../../../../tools/cloud-simulator/resources/instance-refreshes";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const [group, template] = ["aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"];
const [balancer, targets, listener] = [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/targetGroup:TargetGroup",
    "aws:lb/listener:Listener",
];
const [profile, logGroup] = ["aws:iam/instanceProfile:InstanceProfile", "aws:cloudwatch/logGroup:LogGroup"];
const invalid = "ValidationError: You must use a valid fully-formed launch template\\.";

const encoded = (text: string) => Buffer.from(text).toString("base64");
const userData = (image: string) => encoded(`--log-opt awslogs-group=/shop --publish 80:80 ${image}\n`);

describe("simulated EC2 Auto Scaling", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    // Everything that a group needs, and its arguments.
    function ready(machines: PropertyMap = {}) {
        aws.make(logGroup, { name: "/shop" });
        const { outputs: own } = aws.make(profile, { role: "machines", name: "machines" });
        const { id } = aws.make(template, {
            name: "shop",
            instanceType: "t4g.small",
            imageId: aws.cloud.machineImages.arm64,
            iamInstanceProfile: { arn: own.arn ?? "" },
            vpcSecurityGroupIds: ["sg-1"],
            userData: userData("registry/shop:1"),
            ...machines,
        });
        const targetGroupArn = aws.make(targets, { name: "shop", port: 80, healthCheck: { path: "/ready" } }).id;
        const loadBalancerArn = aws.make(balancer, { loadBalancerType: "network", name: "shop" }).id;
        const forward = () =>
            aws.make(listener, { loadBalancerArn, port: 80, defaultActions: [{ type: "forward", targetGroupArn }] });
        const args: PropertyMap = {
            name: "shop",
            minSize: 2,
            maxSize: 6,
            minElbCapacity: 2,
            launchTemplate: { id, version: "1" },
            targetGroupArns: [targetGroupArn],
            vpcZoneIdentifiers: ["subnet-1"],
            instanceRefresh: { strategy: "Rolling", preferences: { autoRollback: true } },
        };
        return { args, forward, id };
    }

    it("rejects a template with more than 16 KB of user data, at preview too", () => {
        const large = { name: "large", userData: encoded("x".repeat(16_385)) };
        for (const call of [() => aws.make(template, large), () => aws.preview(template, large)])
            assert.throws(call, /InvalidUserData\.Malformed: User data is limited to 16384 bytes\.$/);
        aws.make(template, { ...large, userData: encoded("x".repeat(16_384)) });
    });

    it("rejects a group whose template is not there, or not in this version", () => {
        const { args, id } = ready();
        const other = { ...args, launchTemplate: { id, version: "2" } };
        assert.throws(() => aws.make(group, other), new RegExp(`${invalid} ${id} has no version 2$`));
        aws.drop(template);
        assert.throws(() => aws.make(group, args), /has no version 1$/);
    });

    it("rejects a group whose instance profile is not there, or has no role", () => {
        const { args, forward } = ready();
        forward();
        aws.drop(profile);
        const words = new RegExp(`${invalid} Value \\(arn:.*machines\\) for .* Invalid IAM Instance Profile name$`);
        assert.throws(() => aws.make(group, args), words);
        aws.make(profile, { name: "machines" });
        assert.throws(() => aws.make(group, args), words);
    });

    it("rejects a group whose image is for another architecture than its machines", () => {
        const { args } = ready({ imageId: aws.cloud.machineImages.x86_64 });
        assert.throws(
            () => aws.make(group, args),
            /The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI/,
        );
    });

    it("never finds the machines of a group healthy before its listener", () => {
        const { args, forward } = ready();
        assert.throws(
            () => aws.make(group, args),
            /^Error: delayed: .* waiting for Auto Scaling Group \(shop\) capacity satisfied: want at least 2 healthy instance\(s\) registered to Load Balancer, have 0: no listener forwards to/,
        );
        aws.drop(group);
        forward();
        aws.make(group, args);
    });

    it("does not wait for a load balancer where the group does not say so", () => {
        const { minElbCapacity: _, ...args } = ready().args;
        aws.make(group, args);
    });

    it("never finds machines healthy whose containers end, or cannot write their log", () => {
        const digest = `sha256:${"0".repeat(64)}`;
        const built = { inputs: { platforms: ["linux/amd64"] }, outputs: { digest } };
        aws.cloud.store.put({ urn: "urn:image", type: "docker-build:index:Image", id: "image", ...built });
        const wrong = ready({ userData: userData(`registry/shop@${digest}`) });
        wrong.forward();
        assert.throws(() => aws.make(group, wrong.args), /exec format error: the image is not for linux\/arm64$/);
        aws.drop("docker-build:index:Image");
        aws.drop(group);
        aws.drop(logGroup);
        assert.throws(() => aws.make(group, wrong.args), /the log group "\/shop" does not exist$/);
    });

    it("never finds machines healthy that listen on another port than their target group has, or fail its health check", () => {
        const { args, forward, id } = ready({ userData: encoded("--publish 8080:8080 registry/shop:1") });
        forward();
        const words = /have 0: the machines listen on port 8080, and are registered with port 80$/;
        assert.throws(() => aws.make(group, args), words);
        const own = aws.cloud.store.find(template, id);
        assert.ok(own);
        aws.cloud.store.put({ ...own, inputs: { ...own.inputs, userData: userData("registry/shop:1") } });
        aws.cloud.missingPaths.add("/ready");
        assert.throws(() => aws.make(group, args), /have 0: \/ready does not return 200$/);
        aws.cloud.missingPaths.clear();
        aws.make(group, args);
    });

    it("replaces machines with another version of the template, as the AWS CLI shows", () => {
        const { name } = update("registry/shop:2");
        assert.deepEqual(described(name), [["Successful", undefined, "2"]]);
    });

    it("restores the old machines if the new ones do not serve, and says so each time", () => {
        aws.cloud.brokenImages.add("registry/shop:2");
        const { name, id } = update("registry/shop:2");
        for (const _ of [1, 2])
            assert.deepEqual(described(name), [["RollbackSuccessful", "containers of registry/shop:2 end", "2"]]);
        assert.deepEqual(aws.cloud.store.find(group, name)?.outputs.launchTemplate, { id, version: "1" });
    });

    it("leaves the new machines without a rollback", () => {
        aws.cloud.brokenImages.add("registry/shop:2");
        const { name, id } = update("registry/shop:2", { strategy: "Rolling" });
        assert.deepEqual(described(name), [["Failed", "containers of registry/shop:2 end", "2"]]);
        assert.deepEqual(aws.cloud.store.find(group, name)?.outputs.launchTemplate, { id, version: "2" });
    });

    it("starts no replacement for another change, or where the group says nothing of it", () => {
        const before = { launchTemplate: { id: "lt-1", version: "1" }, instanceRefresh: {}, minSize: 1 };
        const now = (changes: object) =>
            startedRefresh({ type: group, id: "shop" }, before, { ...before, ...changes }, aws.cloud);
        assert.deepEqual(now({ minSize: 2 }), {});
        assert.equal(now({ launchTemplate: { id: "lt-1", version: "2" } }).refreshes?.length, 1);
        const silent = { launchTemplate: before.launchTemplate };
        assert.deepEqual(
            startedRefresh({ type: group, id: "shop" }, silent, { launchTemplate: { id: "lt-2" } }, aws.cloud),
            {},
        );
    });

    it("shows no group of another account or name", () => {
        const { name } = update("registry/shop:2");
        const command = ["autoscaling", "describe-instance-refreshes", "--auto-scaling-group-name"];
        for (const flags of [["other"], [name, "--profile", "sandbox"]]) {
            const { code, text } = answerCommand([...command, ...flags, "--region", "eu-central-1"], aws.cloud);
            assert.equal(code, 254);
            assert.match(text, /\(ValidationError\) when calling the DescribeInstanceRefreshes operation/);
        }
    });

    it("keeps what its machines need from deletion: their template, subnets and security groups", () => {
        const { args, forward, id } = ready();
        forward();
        aws.make(group, args);
        const uses: readonly [type: string, id: string, words: RegExp][] = [
            [template, id, /an Auto Scaling group launches its machines from lt-/],
            ["aws:ec2/subnet:Subnet", "subnet-1", /^DependencyViolation: The subnet 'subnet-1'/],
            ["aws:ec2/securityGroup:SecurityGroup", "sg-1", /^DependencyViolation: resource sg-1/],
        ];
        for (const [type, own, words] of uses)
            assert.match(aws.rejectionOf(type, { id: own, outputs: {} }) ?? "", words);
        aws.drop(group);
        for (const [type, own] of uses) assert.equal(aws.rejectionOf(type, { id: own, outputs: {} }), undefined);
    });

    // A group whose template gets a second version, as the provider changes it.
    function update(image: string, instanceRefresh?: PropertyMap) {
        const { args, forward, id } = ready();
        forward();
        const all = instanceRefresh ? { ...args, instanceRefresh } : args;
        const { id: name, outputs } = aws.make(group, all);
        const own = aws.cloud.store.find(template, id);
        assert.ok(own);
        const [inputs, renewed] = [
            { ...own.inputs, userData: userData(image) },
            { ...own.outputs, latestVersion: 2 },
        ];
        aws.cloud.store.put({ ...own, inputs, outputs: renewed });
        const launchTemplate = { id, version: "2" };
        const now = { ...outputs, launchTemplate };
        const live = aws.cloud.store.find(group, name);
        assert.ok(live);
        aws.cloud.store.put({
            ...live,
            outputs: now,
            ...startedRefresh({ type: group, id: name }, outputs, now, aws.cloud),
        });
        return { name, id };
    }

    function described(name: string) {
        const command = ["autoscaling", "describe-instance-refreshes", "--auto-scaling-group-name", name];
        const { output = "" } = answerCommand([...command, "--output", "json", "--region", "eu-central-1"], aws.cloud);
        return JSON.parse(output).InstanceRefreshes.map((refresh: Record<string, never>) => [
            refresh.Status,
            refresh.StatusReason,
            Object(refresh.DesiredConfiguration).LaunchTemplate.Version,
        ]);
    }
});

describe("a simulated launch template", () => {
    it("has another version after each change, which is unknown before", () => {
        const aws = new SimulatedAws();
        const made = aws.make(template, { name: "shop", updateDefaultVersion: true });
        assert.deepEqual([made.outputs.latestVersion, made.outputs.defaultVersion], [1, 1]);
        const news = { name: "shop", instanceType: "t3.small" };
        const planned = aws.update(template, made, news, true);
        assert.deepEqual([planned.latestVersion === 1, planned.defaultVersion === 1], [false, false]);
        const changed = aws.update(template, made, news);
        assert.deepEqual([changed.latestVersion, changed.defaultVersion], [2, 1]);
    });
});

describe("the public parameters of Amazon Linux", () => {
    it("name an image for each architecture, which is no secret", () => {
        const aws = new SimulatedAws();
        const answer = (name: string) => aws.invoke("aws:ssm/getParameter:getParameter", { name });
        const form = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";
        const [arm64, amd64] = ["arm64", "x86_64"].map((architecture) => answer(form + architecture).insecureValue);
        assert.match(`${arm64} ${amd64}`, /^ami-[0-9a-f]{17} ami-[0-9a-f]{17}$/);
        assert.notEqual(arm64, amd64);
        assert.throws(() => answer(`${form}riscv`), /there is no parameter/);
    });
});
