import assert from "node:assert/strict";
import { isolatedBlock, isolatedSubnetBlock, isSecondary } from "../../../stacks/settings/database/isolated-block";
import {
    databaseName,
    isMajorVersion,
    parameterFamily,
    versionWarning,
} from "../../../stacks/settings/database/versions";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { problemsOf, validSettings } from "./example";

const { cluster: _, ...withoutCluster } = validSettings;
const network = { cidrBlock: "10.20.0.0/16", availabilityZoneCidrMask: 19 };
const api = { image: "registry/orders:1", port: 8080, runsOn: "fargate" };
const on = (database: unknown, changes: object = {}) => ({
    ...withoutCluster,
    network: { ...network, ...changes },
    apis: { orders: { ...api, database } },
});

describe("the settings of a database", () => {
    it("have a default for everything but the engine", () => {
        assert.deepEqual(parseSettings(on({ engine: "mysql" })).apis.orders?.database, {
            engine: "mysql",
            instanceClass: "db.t4g.small",
            storageGb: 20,
            multiAz: false,
            backupDays: 7,
            finalSnapshot: true,
        });
    });

    it("accept minor and newer versions, and the classes of RDS", () => {
        for (const database of [
            { engine: "mysql", version: "8.4" },
            { engine: "mysql", version: "8.4.7" },
            { engine: "mysql", version: "9.7" },
            { engine: "postgres", version: "14" },
            { engine: "postgres", version: "18.1" },
            { engine: "postgres", instanceClass: "db.m8g.24xlarge" },
            { engine: "postgres", instanceClass: "db.x2iedn.xlarge" },
            { engine: "mysql", instanceClass: "db.m7i.metal-24xl" },
            { engine: "mysql", storageGb: 100, maxStorageGb: 110 },
            { engine: "mysql", backupDays: 0 },
        ])
            assert.deepEqual(problemsOf(on(database)), [], JSON.stringify(database));
    });

    it("name a minor version or none", () => {
        assert.deepEqual([isMajorVersion("mysql", "8.4"), isMajorVersion("postgres", "17")], [true, true]);
        assert.deepEqual([isMajorVersion("mysql", "8.4.7"), isMajorVersion("postgres", "17.6")], [false, false]);
    });

    const problems: readonly [database: unknown, problem: string][] = [
        [{}, ".engine: got nothing, want one of mysql, postgres"],
        [{ engine: "oracle" }, '.engine: got "oracle", want one of mysql, postgres'],
        [{ engine: "mysql", version: 8.4 }, '.version: got 8.4, want a version in quotes such as "8.4" or "17"'],
        [{ engine: "mysql", version: "8" }, '.version: got "8", want a version of MySQL such as "8.4"'],
        [
            { engine: "postgres", version: "9.6.24" },
            '.version: got "9.6.24", want a version of PostgreSQL such as "17"',
        ],
        [
            { engine: "mysql", version: "8.0.46" },
            '.version: got "8.0.46", want a version of MySQL in standard support such as "8.4", as RDS creates no other',
        ],
        [
            { engine: "postgres", version: "13" },
            '.version: got "13", want a version of PostgreSQL in standard support such as "17", as RDS creates no other',
        ],
        ...["t4g.small", "db.serverless", "db.r5.large.tpc1.mem2x"].map((instanceClass): [object, string] => [
            { engine: "mysql", instanceClass },
            `.instanceClass: got "${instanceClass}", want an instance class of RDS such as db.t4g.small`,
        ]),
        [{ engine: "mysql", storageGb: 10 }, ".storageGb: got 10, want an integer from 20 to 65536"],
        [
            { engine: "mysql", storageGb: 100, maxStorageGb: 109 },
            ".maxStorageGb: got 109, want at least 110, 10 % more than storageGb, as RDS extends storage by no less",
        ],
        [{ engine: "mysql", backupDays: 36 }, ".backupDays: got 36, want an integer from 0 to 35"],
        [{ engine: "mysql", multiAz: "yes" }, '.multiAz: got "yes", want true or false'],
    ];
    for (const [database, problem] of problems) {
        it(`are rejected with ${JSON.stringify(database)}`, () =>
            assert.deepEqual(problemsOf(on(database)), [`gatehouse:apis.orders.database${problem}`]));
    }

    it("report every problem at once", () => {
        const database = { engine: "postgres", version: "8.4", instanceClass: "small", storageGb: 1, backups: 7 };
        assert.equal(problemsOf(on(database)).length, 3);
        const isolated = { isolatedCidrBlock: "10.20.0.0/24" };
        assert.equal(problemsOf(on({ engine: "mysql", version: "5.7", maxStorageGb: 20 }, isolated)).length, 3);
    });

    it("need a network, also on Lambda", () => {
        const quotes = { build: "app/quotes", port: 8080, runsOn: "lambda" };
        const { network: _network, ...bare } = withoutCluster;
        assert.deepEqual(problemsOf({ ...bare, apis: { quotes } }), []);
        const [problem, ...others] = problemsOf({
            ...bare,
            apis: { quotes: { ...quotes, database: { engine: "mysql" } } },
        });
        assert.deepEqual(others, []);
        assert.match(problem ?? "", /^gatehouse:network: got nothing, .*, as API "quotes" has a database$/);
    });

    it("need subnets in an existing network", () => {
        const adopted = { vpcId: "vpc-0a1b2c3d", privateSubnetIds: ["subnet-0a1b2c3d", "subnet-0a1b2c3e"] };
        const isolatedSubnetIds = ["subnet-0a1b2c3f", "subnet-0a1b2c40"];
        const settings = { ...on({ engine: "mysql" }), network: adopted };
        assert.deepEqual(problemsOf(settings), [
            'gatehouse:network.isolatedSubnetIds: got nothing, want a list of at least two subnets, one in each zone, for the database of API "orders"',
        ]);
        assert.deepEqual(problemsOf({ ...settings, network: { ...adopted, isolatedSubnetIds } }), []);
        assert.deepEqual(problemsOf({ ...on(undefined), network: adopted }), []);
    });

    it("reject an API whose name, and so that of its database, is a reserved word of the engine", () => {
        const problems = (engine: string) =>
            problemsOf({ ...on(undefined), apis: { groups: { ...api, database: { engine } } } });
        assert.deepEqual(problems("mysql"), [
            'gatehouse:apis.groups: got the name "groups", want another name, as its database would be "groups", a reserved word of MySQL',
        ]);
        assert.deepEqual(problems("postgres"), []);
    });

    it("reserve the variables of the database", () => {
        const orders = { ...api, environment: { DATABASE_URL: "x" }, secrets: { DATABASE_PASSWORD: "x" } };
        assert.equal(problemsOf({ ...on(undefined), apis: { orders } }).length, 2);
    });
});

describe("the block of the subnets of databases", () => {
    const mysql = { engine: "mysql" };

    it("is the last /24 of the VPC, unless a zone has it", () => {
        const zones = (availabilityZones: number, cidrBlock = "10.20.0.0/16", availabilityZoneCidrMask?: number) =>
            isolatedBlock({ cidrBlock, availabilityZones, availabilityZoneCidrMask });
        assert.equal(zones(2, "10.20.0.0/16", 19), "10.20.255.0/24");
        assert.equal(zones(6, "10.20.0.0/16", 19), "10.20.255.0/24");
        assert.equal(zones(3), "10.20.255.0/24");
        assert.equal(zones(2), undefined);
        assert.equal(zones(4), undefined);
        assert.equal(zones(2, "10.20.0.0/24", 25), undefined);
    });

    it("is required, with the name of the API, if none is free", () => {
        const full = { availabilityZoneCidrMask: 17 };
        assert.deepEqual(problemsOf(on(undefined, full)), []);
        assert.deepEqual(problemsOf(on(mysql, full)), [
            'gatehouse:network.isolatedCidrBlock: got nothing, want a block from /16 to /25 for the database of API "orders", as the subnets of the zones fill 10.20.0.0/16',
        ]);
        assert.deepEqual(problemsOf(on(mysql, { ...full, isolatedCidrBlock: "10.21.0.0/24" })), []);
    });

    const form = "an IPv4 block from /16 to /25 such as 10.20.255.0/24, without bits behind its prefix";
    const problems: readonly [block: string, want: string][] = [
        ["10.20.255.0/26", form],
        ["10.0.0.0/8", form],
        ["10.20.255.1/24", form],
        ["127.0.0.0/24", form],
        ["10.20.0.0/16", "a part of 10.20.0.0/16, or a block outside it"],
        ["10.20.33.0/24", "another block, as 10.20.32.0/19 is that of a zone"],
        ["198.18.0.0/24", "a block outside 198.18.0.0/15, which AWS and Docker use themselves"],
        ["198.19.255.0/24", "a block outside 198.18.0.0/15, which AWS and Docker use themselves"],
        [
            "192.168.0.0/24",
            "a block that AWS adds to a VPC with 10.20.0.0/16: one of no other private range than its own",
        ],
    ];
    for (const [isolatedCidrBlock, want] of problems) {
        it(`is rejected as ${isolatedCidrBlock}`, () =>
            assert.deepEqual(problemsOf(on(mysql, { isolatedCidrBlock })), [
                `gatehouse:network.isolatedCidrBlock: got "${isolatedCidrBlock}", want ${want}`,
            ]));
    }

    it("may be another part of the VPC, or a block that is added to it", () => {
        for (const [isolatedCidrBlock, isAdded] of [
            ["10.20.224.0/20", false],
            ["10.99.0.0/25", true],
            ["100.64.0.0/24", true],
        ] as const) {
            assert.deepEqual(problemsOf(on(mysql, { isolatedCidrBlock })), []);
            assert.equal(isSecondary({ ...network, availabilityZones: 2 }, isolatedCidrBlock), isAdded);
        }
    });

    it("is divided into eight subnets, whatever the number of zones", () => {
        const subnets = [0, 1, 5].map((zone) => isolatedSubnetBlock("10.20.255.0/24", zone));
        assert.deepEqual(subnets, ["10.20.255.0/27", "10.20.255.32/27", "10.20.255.160/27"]);
        assert.equal(isolatedSubnetBlock("10.99.0.0/25", 5), "10.99.0.80/28");
    });
});

describe("the names of a database", () => {
    it("have only letters and digits", () => assert.equal(databaseName("books-service-2"), "booksservice2"));

    it("of a parameter group contain the major version", () => {
        assert.equal(parameterFamily("mysql", "8.4.7"), "mysql8.4");
        assert.equal(parameterFamily("postgres", "17.6"), "postgres17");
        assert.equal(parameterFamily("postgres", "17"), "postgres17");
    });
});

describe("the version of a database", () => {
    it("is warned of half a year before its standard support ends", () => {
        assert.equal(versionWarning("postgres", "14.23", "2026-08-01"), undefined);
        assert.equal(
            versionWarning("postgres", "14.23", "2026-11-29"),
            "standard support of PostgreSQL 14 ends on 2027-02-28, after which RDS upgrades the database by itself. Name the next major version before then",
        );
        assert.equal(versionWarning("mysql", "9.7", "2026-11-29"), undefined);
    });
});
