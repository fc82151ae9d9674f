import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { withSetting } from "../../tools/cli/rehearsal/settings-edit";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { assertHolds, preview, previewWithReport } from "./previewed-stack";
import { assertNothingServingReplaced, assertPassed, dependenciesOf, silent } from "./rehearsed-stack";

const apis = "gatehouse:apis";
const instanceType = "aws:rds/instance:Instance";

describe("the example stack with databases", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "database", file: "stacks/examples/Pulumi.database.yaml" });

    it("holds at the first preview, with preset strict", async () => {
        const { result, report } = await previewWithReport(example);
        assertHolds(result);
        assert.deepEqual(
            result.rules.flatMap(({ undecided }) => undecided),
            [],
        );
        const { nodes, edges } = report.architecture;
        const databases = nodes.filter(({ kind }) => kind === "database");
        assert.deepEqual(
            databases.map(({ label }) => label.join()),
            [
                "database,authors,MySQL 8.4,db.t4g.small,with a standby",
                "database,orders,MySQL 8.4,db.t4g.small",
                "database,pictures,PostgreSQL 17,db.t4g.medium",
                "database,quotes,MySQL 8.4,db.t4g.small",
            ],
        );
        for (const { id } of databases) assert.equal(edges.filter(({ to }) => to === id).length, 1, id);
        const lines = report.cost.fixed.map(({ what, count }) => `${count} × ${what}`);
        for (const line of [
            "2 × db.t4g.small with MySQL, database of authors",
            "20 × GB of the database of pictures, at least",
            "4 × secret of a database's master user",
        ])
            assert.ok(lines.includes(line), `${line} is not among ${lines.join("; ")}`);
        assert.doesNotMatch(report.cost.notEstimated.join(), /aws:|the database/);
    });

    it("is destroyed to nothing, and can come back and go again although its snapshots remain", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            await rehearsal.destroy("everything");
            await rehearsal.up("everything again");
        });
        assertPassed(result);
    });

    it("takes harmless edits without replacing the database, and changes nothing without an edit", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            const database = (key: string) => [apis, "pictures", "database", key];
            for (const [key, value] of [
                ["storageGb", 50],
                ["maxStorageGb", 100],
                ["instanceClass", "db.m7g.large"],
                ["multiAz", true],
                ["backupDays", 0],
                ["finalSnapshot", false],
                ["version", "17.10"],
                ["version", "18"],
            ] as const) {
                await rehearsal.set(database(key), value);
                const { operations, replaced } = await rehearsal.up(`${key} ${value}`);
                const instance = operations.filter(({ type }) => type === instanceType).map(({ op }) => op);
                assert.deepEqual(instance, ["update"], key);
                // Each major version has its own parameter group.
                const expected = value === "18" ? ["aws:rds/parameterGroup:ParameterGroup"] : [];
                assert.deepEqual(
                    replaced.map(({ type }) => type),
                    expected,
                    key,
                );
            }
            assert.deepEqual((await rehearsal.up("nothing")).operations, []);
        });
        assertNothingServingReplaced(result);
    });

    it("gives an API a database and takes it away, while the API serves", async () => {
        const result = await play(async (rehearsal) => {
            const names = ["pictures", "authors", "orders", "quotes"];
            const databases = names.map((name) => rehearsal.setting(apis, name, "database"));
            await rehearsal.up("everything");
            for (const name of names) await rehearsal.set([apis, name, "database"], undefined);
            await rehearsal.up("no database");
            await rehearsal.checkInventory();
            for (const [index, name] of names.entries())
                await rehearsal.set([apis, name, "database"], databases[index]);
            await rehearsal.up("every database again");
        });
        assertNothingServingReplaced(result);
        assert.deepEqual(
            result.steps.flatMap(({ outages }) => outages),
            [],
        );
    });

    it("replaces a database for another engine, unless it is protected", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.set(["gatehouse:deletionProtection"], true);
            await rehearsal.up("everything, protected");
            await rehearsal.set([apis, "authors", "database", "engine"], "postgres");
            await rehearsal.expectRejection("preview", "another engine", /authors.* protect|protect.*authors/s);
            await rehearsal.set(["gatehouse:deletionProtection"], false);
            await rehearsal.set([apis, "authors", "database", "engine"], "mysql");
            await rehearsal.up("no protection");
            await rehearsal.set([apis, "authors", "database", "engine"], "postgres");
            const { replaced } = await rehearsal.up("another engine");
            assert.deepEqual(
                replaced.filter(({ type }) => type === instanceType).map(({ name }) => name),
                ["authors"],
            );
            await rehearsal.set([apis, "authors", "database", "engine"], "mysql");
            await rehearsal.up("the first engine again");
        });
        assertPassed(result);
    });

    it("keeps the database of an API that moves from one kind of compute to another", async () => {
        const result = await play(async (rehearsal) => {
            rehearsal.project.addDocument("books", "books");
            const books = { build: "app/books", port: 5000, database: { engine: "mysql" } };
            for (const runsOn of ["kubernetes", "fargate", "lambda", "instances", "kubernetes"]) {
                await rehearsal.set([apis], { books: { ...books, runsOn } });
                const { operations } = await rehearsal.up(`books on ${runsOn}`);
                const ofDatabase = operations.filter(({ type }) => type === instanceType).map(({ op }) => op);
                assert.deepEqual(ofDatabase, rehearsal.steps.length === 1 ? ["create"] : [], runsOn);
            }
            await rehearsal.set([apis], { books: { ...books, runsOn: "kubernetes", exposure: "shared" } });
            await rehearsal.up("books behind the shared gateway");
        });
        assertPassed(result);
        assert.deepEqual(
            result.steps.flatMap(({ outages }) => outages),
            [],
        );
    });

    it("is in subnets of an existing VPC, which it leaves as they were", async () => {
        const adopted = readStack({ name: "adopted", file: "stacks/examples/Pulumi.adopted.yaml" });
        let { config } = adopted;
        const isolated = ["subnet-0a1b2c3d4e5f67893", "subnet-0a1b2c3d4e5f67894"];
        config = withSetting(config, ["gatehouse:network", "isolatedSubnetIds"], isolated);
        for (const name of ["pictures", "books", "authors", "quotes"])
            config = withSetting(config, [apis, name, "database"], { engine: "postgres" });
        const stack = { ...adopted, config };
        assertHolds(await preview(stack));
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            const groups = rehearsal.cloud.store.ofType("aws:rds/subnetGroup:SubnetGroup");
            for (const { inputs } of groups) assert.deepEqual(inputs.subnetIds, isolated);
            assert.equal(groups.length, 4);
        }, stack);
        assertPassed(result);
    });

    it("starts an API after its user exists and its rules admit it, and ends it before", async () => {
        let resources: readonly StateResource[] = [];
        await play(async (rehearsal) => {
            await rehearsal.up("everything");
            resources = await rehearsal.stack.resources();
        });
        for (const [type, name, needed] of [
            ["kubernetes:apps/v1:Deployment", "pictures", ["ingress"]],
            ["aws:ecs/service:Service", "authors", ["ingress", "egress"]],
            ["aws:autoscaling/group:Group", "orders", ["ingress", "egress"]],
            ["aws:lambda/function:Function", "quotes", ["ingress", "egress"]],
        ] as const) {
            const own = allDependencies(resources, type, name);
            const rules = {
                ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            };
            const expected = [
                `aws:lambda/invocation:Invocation ${name}-database-user`,
                `${instanceType} ${name}`,
                ...needed.map((rule) => `${rules[rule]} ${name}-database`),
            ];
            for (const one of expected) assert.ok(own.has(one), `${name} does not wait for ${one}`);
        }
        const invocation = allDependencies(resources, "aws:lambda/invocation:Invocation", "quotes-database-user");
        for (const one of [
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule quotes_user-database",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule quotes_user-database",
            "aws:iam/rolePolicy:RolePolicy quotes-database-user",
            "awsx:ec2:Vpc gatehouse-database",
        ])
            assert.ok(invocation.has(one), one);
        // Lambda deletes the network interfaces of a function after the function, by its role: the group waits for them.
        for (const name of ["quotes-database-user", "quotes-function"]) {
            const group = allDependencies(resources, "aws:ec2/securityGroup:SecurityGroup", name);
            assert.ok(group.has(`aws:iam/rolePolicy:RolePolicy ${name}-network`), name);
            assert.ok(!group.has(`${instanceType} quotes`), name);
        }
    });

    // Including the dependencies of its dependencies.
    function allDependencies(resources: readonly StateResource[], type: string, name: string): ReadonlySet<string> {
        const found = new Set<string>();
        const visit = (ofType: string, ofName: string) => {
            for (const key of dependenciesOf(resources, ofType, ofName)) {
                if (found.has(key)) continue;
                found.add(key);
                const [nextType = "", nextName = ""] = key.split(" ");
                visit(nextType, nextName);
            }
        };
        visit(type, name);
        return found;
    }

    function play(run: (rehearsal: Rehearsal) => Promise<void>, stack: Stack = example) {
        return runScenario({
            scenario: { name: "database", statement: "Databases change without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
    }
});
