import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { withOfflineStack } from "../../../../../tools/cloud-simulator/engine/offline-stack";

const base = { projectName: "shop", stackName: "dev", config: { "aws:region": "eu-central-1" } };

/** Differences between the programs of a test. */
interface Difference {
    readonly engine?: "mysql" | "postgres";
    readonly withoutNat?: boolean;
}

describe("a program with a database on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("creates its user from inside the VPC, replaces it with another engine, and leaves a snapshot that blocks the next one", async () => {
        const output: string[] = [];
        await withOfflineStack(
            { ...base, program: async () => shop({}), onOutput: (text) => output.push(text) },
            async (stack) => {
                const text = () => output.splice(0).join("");
                const failed = await stack.up(async () => shop({ withoutNat: true }));
                assert.equal(failed.succeeded, false);
                assert.match(text(), /Task timed out after 60\.00 seconds: subnet-\w+ has no route to secretsmanager/);

                assert.equal((await stack.up()).error, undefined, text());
                assert.equal((await stack.preview()).error, undefined, text());
                assert.equal((await stack.up(async () => shop({ engine: "postgres" }))).error, undefined, text());
                const { succeeded } = await stack.destroy();
                assert.equal(succeeded, false);
                assert.match(text(), /DBSnapshotAlreadyExists: .* with the identifier orders-final already exists\./);
                const renamed = async () => shop({ engine: "postgres" }, "orders-final-2");
                assert.equal((await stack.up(renamed)).error, undefined, text());
                assert.equal((await stack.destroy()).error, undefined, text());
            },
        );
    });
});

function shop({ engine = "mysql", withoutNat }: Difference, finalSnapshotIdentifier = "orders-final") {
    const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.20.0.0/16" });
    const isolated = ["a", "b"].map(
        (zone, index) =>
            new aws.ec2.Subnet(`isolated-${zone}`, {
                vpcId: vpc.id,
                cidrBlock: `10.20.${index}.0/24`,
                availabilityZone: `eu-central-1${zone}`,
            }),
    );
    const inside = new aws.ec2.Subnet("private", {
        vpcId: vpc.id,
        cidrBlock: "10.20.64.0/20",
        availabilityZone: "eu-central-1a",
    });
    const routes = withoutNat ? [] : [natRoute(vpc, inside)];
    const [own, firewall] = ["user", "database"].map((name) => new aws.ec2.SecurityGroup(name, { vpcId: vpc.id })) as [
        aws.ec2.SecurityGroup,
        aws.ec2.SecurityGroup,
    ];
    const port = engine === "mysql" ? 3306 : 5432;
    const tcp = (fromPort: number) => ({ ipProtocol: "tcp", fromPort, toPort: fromPort });
    const rules = [
        new aws.vpc.SecurityGroupEgressRule("https", {
            ...{ securityGroupId: own.id, cidrIpv4: "0.0.0.0/0" },
            ...tcp(443),
        }),
        new aws.vpc.SecurityGroupEgressRule("out", {
            ...{ securityGroupId: own.id, referencedSecurityGroupId: firewall.id },
            ...tcp(port),
        }),
        new aws.vpc.SecurityGroupIngressRule("in", {
            ...{ securityGroupId: firewall.id, referencedSecurityGroupId: own.id },
            ...tcp(port),
        }),
    ];
    const subnetGroup = new aws.rds.SubnetGroup("orders", { subnetIds: isolated.map(({ id }) => id) });
    const parameterGroup = new aws.rds.ParameterGroup("orders", {
        family: engine === "mysql" ? "mysql8.4" : "postgres17",
        parameters: [
            {
                name: engine === "mysql" ? "require_secure_transport" : "rds.force_ssl",
                ...{ value: "1", applyMethod: "pending-reboot" },
            },
        ],
    });
    const database = new aws.rds.Instance("orders", {
        ...{ engine, engineVersion: engine === "mysql" ? "8.4" : "17", instanceClass: "db.t4g.small" },
        ...{ allocatedStorage: 20, storageType: "gp3", storageEncrypted: true },
        ...{ username: "gatehouse", manageMasterUserPassword: true, dbName: "orders" },
        ...{ dbSubnetGroupName: subnetGroup.name, parameterGroupName: parameterGroup.name },
        ...{ vpcSecurityGroupIds: [firewall.id], finalSnapshotIdentifier },
    });
    const secretArn = database.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
    const user = createUserFunction(secretArn, inside, own);
    new aws.lambda.Invocation(
        "user",
        { functionName: user.name, input: pulumi.jsonStringify({ secretArn }), triggers: { engine } },
        { dependsOn: [...rules, ...routes] },
    );
    return {};
}

function natRoute(vpc: aws.ec2.Vpc, { id: subnetId }: aws.ec2.Subnet): pulumi.Resource {
    const nat = new aws.ec2.NatGateway("nat", { subnetId, connectivityType: "private" });
    const table = new aws.ec2.RouteTable("private", { vpcId: vpc.id });
    new aws.ec2.RouteTableAssociation("private", { routeTableId: table.id, subnetId });
    const destinationCidrBlock = "0.0.0.0/0";
    return new aws.ec2.Route("private", { routeTableId: table.id, destinationCidrBlock, natGatewayId: nat.id });
}

function createUserFunction(secretArn: pulumi.Output<string>, inside: aws.ec2.Subnet, own: aws.ec2.SecurityGroup) {
    const role = new aws.iam.Role("user", {
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
    });
    const policy = pulumi.jsonStringify({
        Statement: [
            { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
            { Effect: "Allow", Action: "ec2:*NetworkInterface*", Resource: "*" },
        ],
    });
    const permissions = new aws.iam.RolePolicy("user", { role: role.name, policy });
    return new aws.lambda.Function(
        "user",
        {
            code: new pulumi.asset.AssetArchive({
                "index.js": new pulumi.asset.StringAsset("exports.handler = async () => null;"),
            }),
            ...{ handler: "index.handler", runtime: "nodejs24.x", timeout: 60, role: role.arn },
            vpcConfig: { subnetIds: [inside.id], securityGroupIds: [own.id] },
        },
        { dependsOn: permissions },
    );
}
