import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Database, type DatabaseArgs } from "../../../infra/database/database";
import { admitToDatabase } from "../../../infra/database-access";
import { inputsOf, listed, outputsOf, record } from "../recorder";

const args: DatabaseArgs = {
    stack: "shop-dev",
    engine: "mysql",
    version: "8.4",
    parameterFamily: "mysql8.4",
    minorUpgrades: true,
    instanceClass: "db.t4g.small",
    storageGb: 20,
    multiAz: false,
    backupDays: 7,
    finalSnapshot: true,
    databaseName: "orders",
    port: 3306,
    deletionProtection: false,
    logRetentionDays: 30,
    userFunction: {
        archive: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports") }),
        hash: "0123",
    },
};
const place = () => ({
    vpcId: "vpc-1",
    isolated: { subnetIds: ["subnet-3", "subnet-4"], cidrBlocks: pulumi.output(["10.20.255.0/27"]) },
    privateSubnetIds: ["subnet-1", "subnet-2"],
    routes: [],
});
const create = (changes: Partial<DatabaseArgs> = {}) => new Database("orders", { ...args, ...changes }, place());
const build = (changes: Partial<DatabaseArgs> = {}) => record(() => create(changes));
const known = <Value>(value: pulumi.Input<Value>) =>
    new Promise<unknown>((resolve) => pulumi.output(value).apply(resolve));

const instanceType = "aws:rds/instance:Instance";
const parameterGroupType = "aws:rds/parameterGroup:ParameterGroup";
const functionType = "aws:lambda/function:Function";
const invocationType = "aws:lambda/invocation:Invocation";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

describe("Database", () => {
    it("is encrypted, in its subnets only, without extended support, and with logins by IAM and a managed password", async () => {
        const inputs = inputsOf(await build(), instanceType);
        const expected = {
            storageEncrypted: true,
            publiclyAccessible: false,
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            iamDatabaseAuthenticationEnabled: true,
            manageMasterUserPassword: true,
            username: "gatehouse",
            dbName: "orders",
            vpcSecurityGroupIds: ["orders-database_id"],
            dbSubnetGroupName: "orders",
            parameterGroupName: "orders",
            copyTagsToSnapshot: true,
            applyImmediately: true,
        };
        for (const [key, value] of Object.entries(expected)) assert.deepEqual(inputs[key], value, key);
        assert.equal(inputs.password, undefined);
        assert.equal(inputs.maxAllocatedStorage, undefined);
        assert.equal(inputsOf(await build({ maxStorageGb: 100 }), instanceType).maxAllocatedStorage, 100);
    });

    it("has the IOPS that RDS requires for a large volume, and sets none for a small one", async () => {
        const iops = async (storageGb: number) => inputsOf(await build({ storageGb }), instanceType).iops;
        assert.deepEqual([await iops(20), await iops(399), await iops(400)], [undefined, undefined, 12_000]);
    });

    it("installs minor versions by itself unless one is named", async () => {
        const upgrades = async (minorUpgrades: boolean) =>
            inputsOf(await build({ minorUpgrades }), instanceType).autoMinorVersionUpgrade;
        assert.deepEqual([await upgrades(true), await upgrades(false)], [true, false]);
    });

    it("insists on TLS, in the words of its engine", async () => {
        const parameters = async (changes: Partial<DatabaseArgs>) =>
            inputsOf(await build(changes), parameterGroupType).parameters as {
                name: string;
                value: string;
                applyMethod: string;
            }[];
        const [mysql] = await parameters({});
        assert.deepEqual(mysql, { name: "require_secure_transport", value: "1", applyMethod: "pending-reboot" });
        assert.deepEqual(await parameters({ engine: "postgres", parameterFamily: "postgres17" }), [
            { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
        ]);
    });

    it("leaves a snapshot whose name has the generated one of its parameter group, or none", async () => {
        const kept = inputsOf(await build(), instanceType);
        assert.deepEqual([kept.skipFinalSnapshot, kept.finalSnapshotIdentifier], [false, "orders-final"]);
        const skipped = inputsOf(await build({ finalSnapshot: false }), instanceType);
        assert.deepEqual([skipped.skipFinalSnapshot, skipped.finalSnapshotIdentifier], [true, undefined]);
    });

    it("writes its logs to groups that expire and that exist before it", async () => {
        const registered = await build({ engine: "postgres" });
        const exported = inputsOf(registered, instanceType).enabledCloudwatchLogsExports as string[];
        assert.deepEqual(exported, ["postgresql", "upgrade"]);
        for (const log of exported) {
            const group = inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup", `orders-database-${log}`);
            assert.deepEqual([group.name, group.retentionInDays], [`/aws/rds/instance/orders-postgres/${log}`, 30]);
            const position = (name: string) => listed(registered).findIndex((own) => own.endsWith(name));
            assert.ok(position(`orders-database-${log}`) < position("Instance orders"));
        }
        assert.equal(inputsOf(registered, instanceType).identifier, "orders-postgres");
    });

    it("is protected at AWS if it is to be", async () => {
        assert.equal(inputsOf(await build({ deletionProtection: true }), instanceType).deletionProtection, true);
    });

    it("gets its user from a function in the private subnets, called again for another code or input", async () => {
        const registered = await build();
        const own = inputsOf(registered, functionType);
        assert.deepEqual(own.vpcConfig, {
            subnetIds: ["subnet-1", "subnet-2"],
            securityGroupIds: ["orders-database-user_id"],
        });
        assert.deepEqual(own.environment, { variables: { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" } });
        const { functionName, input, triggers } = inputsOf(registered, invocationType);
        assert.equal(functionName, "orders-database-user");
        assert.deepEqual(triggers, { code: "0123" });
        assert.deepEqual(JSON.parse(String(input)), {
            host: "orders.rds",
            port: 3306,
            database: "orders",
            user: "app",
            secretArn: "arn:secret",
        });
    });

    it("lets that function read the master secret and nothing else of Secrets Manager", async () => {
        const registered = await build();
        const statements = ["orders-database-user", "orders-database-user-network"].flatMap((name) => {
            const { policy } = inputsOf(registered, policyType, name);
            return JSON.parse(String(policy)).Statement as { Action: string[]; Resource: string }[];
        });
        assert.deepEqual(
            statements.filter(({ Resource }) => Resource !== "*").map(({ Action, Resource }) => [Action, Resource]),
            [
                [["secretsmanager:GetSecretValue"], "arn:secret"],
                [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:orders-database-user:*"],
            ],
        );
        const [network, ...others] = statements.filter(({ Resource }) => Resource === "*");
        assert.deepEqual(others, []);
        for (const action of network?.Action ?? []) assert.match(action, /^ec2:(?!Authorize|Modify|Run)/);
    });

    it("keeps the network permissions of that function until its interfaces are removed with their group", async () => {
        const group = (await build()).find(({ inputs }) => /^Function/.test(String(inputs.description)));
        assert.deepEqual(group?.dependencies, [`${policyType} orders-database-user-network`]);
    });

    it("admits only that function until an API is admitted", async () => {
        const admitted = (registered: Awaited<ReturnType<typeof build>>) =>
            registered
                .filter(({ type, inputs }) => type === ingressType && inputs.securityGroupId === "orders-database_id")
                .map(({ inputs }) => [inputs.referencedSecurityGroupId, inputs.fromPort, inputs.toPort]);
        const registered = await build();
        assert.deepEqual(admitted(registered), [["orders-database-user_id", 3306, 3306]]);
        const egress = inputsOf(registered, egressType, "orders_user-database");
        assert.deepEqual(
            [egress.securityGroupId, egress.referencedSecurityGroupId],
            ["orders-database-user_id", "orders-database_id"],
        );
        const both = await record(() => {
            const database = create();
            // The API "orders-user" on Kubernetes; an equal name would be an equal URN.
            admitToDatabase("orders-user", database.endpoint, "sg-nodes", { parent: database });
        });
        const names = both.filter(({ type }) => type === ingressType).map(({ name }) => name);
        assert.equal(new Set(names).size, 2, names.join());
        assert.deepEqual(admitted(both).sort(), [
            ["orders-database-user_id", 3306, 3306],
            ["sg-nodes", 3306, 3306],
        ]);
    });

    it("tells the API where it is, without a password, and lets it log in as its user only", async () => {
        let found: unknown;
        await record(async () => {
            const database = create();
            const { actions, resources } = database.access;
            found = await Promise.all([known(database.environment()), actions, known(resources[0] ?? "")]);
        });
        assert.deepEqual(found, [
            {
                DATABASE_ENGINE: "mysql",
                DATABASE_HOST: "orders.rds",
                DATABASE_PORT: "3306",
                DATABASE_NAME: "orders",
                DATABASE_USER: "app",
            },
            ["rds-db:connect"],
            "arn:aws:rds-db:eu-central-1:123456789012:dbuser:db-0123/app",
        ]);
    });

    it("registers what the tools read", async () => {
        const outputs = outputsOf(await build(), "gatehouse:database:Database");
        const urn = "urn:pulumi:test::gatehouse::gatehouse:database:Database$aws:rds/instance:Instance::orders";
        assert.deepEqual(outputs, { database: { api: "orders", engine: "mysql", version: "8.4", urn } });
    });
});
