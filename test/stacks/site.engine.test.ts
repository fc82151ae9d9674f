import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../../stacks/program";
import { readStack } from "../../tools/cli/project/project";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import type { SimulatedCloud } from "../../tools/cloud-simulator/state/simulated-cloud";
import { assertNothingServingReplaced, silent } from "./rehearsed-stack";

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";
const style = /^assets\/style-[A-Z2-7]{8}\.css$/;

describe("a stack's site", function () {
    this.timeout(10 * 60_000);

    it("is written before its page, dropped from CloudFront's caches by an edit, and then without the former files", async () => {
        const seen: string[] = [];
        const ups: { readonly invalidations: number; readonly style: string }[] = [];
        const result = await runScenario({
            scenario: {
                name: "site",
                statement: "A site changes without an outage.",
                run: async (rehearsal) => {
                    const { cloud, project } = rehearsal;
                    const look = () => {
                        assert.ok(invalidationsOf(cloud).every(({ Status }) => Status === "Completed"));
                        const [found, ...others] = keysOf(cloud).filter((key) => style.test(key));
                        assert.deepEqual(others, []);
                        ups.push({ invalidations: invalidationsOf(cloud).length, style: String(found) });
                    };
                    await rehearsal.up("everything");
                    look();
                    const file = join(project.folder, "app/books-react/style.css");
                    writeFileSync(file, `${readFileSync(file, "utf8")}\np { margin: 0 }\n`);
                    await rehearsal.run("up", "another style", {
                        after: ({ type, name, verb }) => {
                            if (type !== objectType) return;
                            const file = name.replace(/-[A-Z2-7]{8}/, "");
                            seen.push(`${verb} ${file} after ${invalidationsOf(cloud).length}`);
                        },
                    });
                    look();
                    await rehearsal.up("nothing to change");
                    look();
                },
            },
            stack: readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" }),
            program: async (folder) => program(folder),
            progress: silent,
        });
        assertNothingServingReplaced(result);
        assert.deepEqual(
            ups.map(({ invalidations }) => invalidations),
            [1, 2, 2],
        );
        assert.notEqual(ups[0]?.style, ups[1]?.style);
        assert.deepEqual(
            [seen.slice(0, 2).sort(), seen[2], seen.slice(3).sort()],
            [
                // esbuild's hash of the program depends on where its packages are, which is another place for the copy.
                ["create site/assets/main.js after 1", "create site/assets/style.css after 1"],
                "update site/index.html after 1",
                ["delete site/assets/main.js after 2", "delete site/assets/style.css after 2"],
            ],
        );
    });
});

const invalidationsOf = (cloud: SimulatedCloud) =>
    cloud.store.ofType("aws:cloudfront/distribution:Distribution")[0]?.invalidations ?? [];

const keysOf = (cloud: SimulatedCloud) => cloud.store.ofType(objectType).map(({ inputs }) => String(inputs.key));
