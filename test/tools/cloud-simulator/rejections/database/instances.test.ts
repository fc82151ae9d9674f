import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";
import { accepted, makeNetwork, types } from "./sample-database";

const { instance } = types;

describe("simulated Amazon RDS", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.cloud.today = "2026-11-29";
    });

    it("gives a database an endpoint, a resource id and a managed secret", () => {
        const { id, outputs } = aws.make(instance, accepted);
        assert.match(id, /^db-[A-Z0-9]{26}$/);
        assert.equal(outputs.resourceId, id);
        assert.equal(outputs.arn, "arn:aws:rds:eu-central-1:123456789012:db:orders");
        assert.match(String(outputs.address), /^orders\.[a-z0-9]{12}\.eu-central-1\.rds\.amazonaws\.com$/);
        assert.equal(outputs.endpoint, `${outputs.address}:3306`);
        assert.deepEqual([outputs.port, outputs.engineVersion, outputs.engineVersionActual], [3306, "8.4", "8.4.9"]);
        const [secret] = outputs.masterUserSecrets as PropertyMap[];
        assert.match(String(secret?.secretArn), /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-/);
    });

    it("gives a database with an own password, without encryption and of PostgreSQL other properties", () => {
        const { manageMasterUserPassword: _, ...rest } = accepted;
        const { outputs } = aws.make(instance, {
            ...rest,
            ...{ engine: "postgres", engineVersion: "17.4", password: "secret", storageEncrypted: false },
        });
        assert.deepEqual([outputs.masterUserSecrets, outputs.kmsKeyId], [[], ""]);
        assert.deepEqual(
            [outputs.port, outputs.engineVersionActual, outputs.licenseModel],
            [5432, "17.4", "postgresql-license"],
        );
    });

    it("takes over the password of a database, and keeps the secret", () => {
        const { manageMasterUserPassword: _, ...rest } = accepted;
        const made = aws.make(instance, { ...rest, password: "secret" });
        assert.equal(aws.update(instance, made, accepted, true).masterUserSecrets, unknown);
        const outputs = aws.update(instance, made, accepted);
        const [secret] = outputs.masterUserSecrets as PropertyMap[];
        assert.match(String(secret?.secretArn), /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-/);
        const again = aws.update(instance, { id: made.id, outputs }, { ...accepted, backupRetentionPeriod: 8 }, true);
        assert.deepEqual(again.masterUserSecrets, outputs.masterUserSecrets);
    });

    it("makes up an identifier without a hyphen before its suffix", () => {
        const { identifier: _, ...rest } = accepted;
        assert.match(String(aws.make(instance, rest, "orders").outputs.identifier), /^orders[0-9a-f]{7}$/);
        // It does not convert the logical name to lower case, which the provider then rejects.
        assert.throws(() => aws.make(instance, rest, "Orders"), /"identifier" has a form that is not allowed: "Orders/);
    });

    for (const [what, args, words] of [
        ["no size", { allocatedStorage: undefined }, /"allocatedStorage": required field is not set$/],
        ["no master user", { username: undefined }, /"username": required field is not set$/],
        [
            "no password",
            { manageMasterUserPassword: undefined },
            /"manageMasterUserPassword": required field is not set$/,
        ],
        ["two passwords", { password: "secret" }, /"manageMasterUserPassword": conflicts with password$/],
        ["backups of 36 days", { backupRetentionPeriod: 36 }, /to be in the range \(0 - 35\), got 36$/],
        [
            "one of two zones",
            { multiAz: true, availabilityZone: "eu-central-1a" },
            /Requesting a specific availability zone is not valid for Multi-AZ instances\.$/,
        ],
        [
            "an identifier in capitals",
            { identifier: "Orders" },
            /"identifier" has a form that is not allowed: "Orders"/,
        ],
        ["an identifier that ends in a hyphen", { identifier: "orders-" }, /"identifier" has a form/],
        ["two hyphens in the identifier", { identifier: "or--ders" }, /"identifier" has a form/],
        ["a snapshot's name with a dot", { finalSnapshotIdentifier: "orders.final" }, /"finalSnapshotIdentifier" has/],
        [
            "a database's name with a hyphen",
            { dbName: "my-orders" },
            /DBName must begin with a letter and contain only/,
        ],
        ["a database's name that begins with a digit", { dbName: "1st" }, /DBName must begin with a letter/],
        ["an underscore in MySQL", { dbName: "my_orders" }, /DBName must begin with a letter/],
        ["a reserved word", { dbName: "Order" }, /DBName Order cannot be used as it is a reserved word/],
        ["a schema of the engine", { dbName: "mysql" }, /DBName mysql cannot be used/],
        [
            "the user rdsadmin",
            { username: "rdsadmin" },
            /MasterUsername rdsadmin cannot be used as it is a reserved word/,
        ],
        [
            "a user with a hyphen",
            { username: "gate-house" },
            /MasterUsername must begin with a letter and contain only/,
        ],
        ["a long user", { username: "u".repeat(33) }, /MasterUsername must begin with a letter/],
        ["10 GB", { allocatedStorage: 10 }, /Invalid storage size for engine name mysql and storage type gp3: 10$/],
        ["no growth", { maxAllocatedStorage: 20 }, /Max storage size must be greater than storage size$/],
        ["growth by 5 percent", { maxAllocatedStorage: 21 }, /must be increased by at least 10 percent\.$/],
        [
            "own IOPS of 20 GB",
            { iops: 4000 },
            /can't specify IOPS .* for engine mysql and a storage size less than 400\.$/,
        ],
        [
            "an old class",
            { instanceClass: "db.t2.micro" },
            /DBInstanceClass=db\.t2\.micro, Engine=mysql, EngineVersion=8\.4\.9, LicenseModel=general-public-license\. For/,
        ],
    ] as const)
        it(`rejects ${what}, in a preview already`, () => {
            const given = Object.fromEntries(
                Object.entries({ ...accepted, ...args }).filter(([, value]) => value !== undefined),
            ) as PropertyMap;
            assert.throws(() => aws.make(instance, given), words);
            assert.throws(() => aws.preview(instance, given), words);
        });

    it("accepts what PostgreSQL allows and MySQL does not, and rejects the reverse", () => {
        const postgres = { ...accepted, engine: "postgres", engineVersion: "17" };
        aws.make(instance, { ...postgres, dbName: "my_orders", username: "u".repeat(63) });
        const admin = { ...postgres, identifier: "other", username: "admin" };
        assert.throws(() => aws.make(instance, admin, "other"), /MasterUsername admin cannot be used/);
        aws.make(instance, { ...accepted, identifier: "other", username: "admin" }, "other");
    });

    it("accepts names in a preview that are not known yet", () => {
        const names = { identifier: unknown, dbName: unknown, username: unknown, finalSnapshotIdentifier: unknown };
        aws.preview(instance, { ...accepted, ...names, allocatedStorage: unknown, backupRetentionPeriod: unknown });
    });

    it("rejects a second database of an identifier, whatever its case", () => {
        const made = aws.make(instance, accepted);
        assert.throws(
            () => aws.make(instance, accepted, "other"),
            /DBInstanceAlreadyExists: DB Instance already exists$/,
        );
        // It may keep its own.
        aws.update(instance, made, accepted);
    });

    it("rejects a security group of another VPC", () => {
        const { vpcId, group } = makeNetwork(aws);
        const own = aws.make(types.securityGroup, { name: "own", vpcId }).id;
        const other = aws.make(types.securityGroup, { name: "other", vpcId: "vpc-2" }, "other").id;
        const within = (...vpcSecurityGroupIds: string[]) => ({
            ...accepted,
            dbSubnetGroupName: group.id,
            vpcSecurityGroupIds,
        });
        assert.throws(
            () => aws.make(instance, within(own, other)),
            new RegExp(`different VPCs\\. The DB instance is in ${vpcId} and the EC2 security group is in vpc-2$`),
        );
        aws.make(instance, within(own));
    });

    it("does not move a database to another subnet group of its VPC", () => {
        const { subnetIds, group } = makeNetwork(aws);
        const second = aws.make(types.subnetGroup, { name: "second", subnetIds }, "second");
        const made = aws.make(instance, { ...accepted, dbSubnetGroupName: group.id });
        assert.throws(
            () => aws.update(instance, made, { ...accepted, dbSubnetGroupName: second.id }),
            /InvalidVPCNetworkStateFault: You cannot move DB instance orders to subnet group second\. The specified DB/,
        );
        const far = makeNetwork(aws, "10.30", "far");
        aws.update(instance, made, { ...accepted, dbSubnetGroupName: far.group.id });
    });

    it("does not grow past 400 GB with the IOPS of a smaller volume", () => {
        const { maxAllocatedStorage: _, ...fixed } = accepted;
        const made = aws.make(instance, { ...fixed, allocatedStorage: 399 });
        assert.throws(
            () => aws.update(instance, made, { ...fixed, allocatedStorage: 400 }),
            /Invalid iops value for engine name mysql and storage type gp3: 3000$/,
        );
        aws.update(instance, made, { ...fixed, allocatedStorage: 400, iops: 12_000 });
        aws.update(instance, made, { ...fixed, allocatedStorage: 500, iops: 12_000 });
    });

    it("does not shrink storage, unless it has grown by itself", () => {
        const made = aws.make(instance, { ...accepted, allocatedStorage: 50 });
        const { maxAllocatedStorage: _, ...fixed } = accepted;
        assert.throws(
            () => aws.update(instance, made, { ...fixed, allocatedStorage: 40 }),
            /Invalid storage size for engine name mysql and storage type gp3: 40$/,
        );
        aws.update(instance, made, { ...accepted, allocatedStorage: 40 });
        aws.update(instance, made, { ...fixed, allocatedStorage: 60 });
    });

    it("leaves a final snapshot, whose name no later one may have", async () => {
        const made = aws.make(instance, accepted);
        await aws.remove(instance, made);
        assert.deepEqual([...aws.cloud.snapshots], ["orders-1a2b3c4-final"]);
        const again = aws.make(instance, accepted);
        await assert.rejects(
            aws.remove(instance, again),
            /DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier orders-1a2b3c4-final already exists\.$/,
        );
        assert.equal(aws.cloud.store.ofType(instance).length, 1);
        const renamed = aws.update(instance, again, { ...accepted, finalSnapshotIdentifier: "orders-2" });
        await aws.remove(instance, { id: again.id, outputs: renamed });
        assert.equal(aws.cloud.store.ofType(instance).length, 0);
    });

    it("rejects a deletion without a snapshot's name, and of a protected database", async () => {
        const { finalSnapshotIdentifier: _, ...rest } = accepted;
        const unnamed = aws.make(instance, rest);
        await assert.rejects(aws.remove(instance, unnamed), /final_snapshot_identifier is required when skip_final/);
        const skipped = aws.update(instance, unnamed, { ...rest, skipFinalSnapshot: true });
        await aws.remove(instance, { id: unnamed.id, outputs: skipped });
        assert.equal(aws.cloud.snapshots.size, 0);
        const guarded = aws.make(instance, { ...accepted, deletionProtection: true });
        await assert.rejects(
            aws.remove(instance, guarded),
            /Cannot delete protected DB Instance, please disable deletion protection and try again\.$/,
        );
    });
});
