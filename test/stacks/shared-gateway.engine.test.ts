import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { program } from "../../stacks/program";
import { projectFolder, projectName, readStack } from "../../tools/cli/project/project";
import { withRealValues } from "../../tools/cli/project/real-values";
import { hasPassed, runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { lifecycle } from "../../tools/cli/rehearsal/scenarios/lifecycle";
import { reportSchema } from "../../tools/cli/report/facts/report-schema";
import { reportCommand } from "../../tools/cli/report/report-command";
import { serveCommand } from "../../tools/cli/serve/serve-command";
import { withOfflineStack } from "../../tools/cloud-simulator/engine/offline-stack";
import { loadBalancers } from "../../tools/cloud-simulator/resources/load-balancers";
import type { SimulatedCloud } from "../../tools/cloud-simulator/state/simulated-cloud";
import { Echo } from "../infra/backends/kubernetes/nginx";

const apis = ["books", "authors", "orders", "publishers", "reviews"];
const stack = "shared";

/** The settings of the dev stack, with these APIs behind the shared gateway and the page beside them. */
function configWith(names: readonly string[]): Record<string, unknown> {
    const { config } = parse(readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8"));
    const image = (name: string) => ({ image: `registry/${name}:1`, port: 8080, exposure: "shared" });
    const all = Object.fromEntries(names.map((name) => [name, image(name)]));
    const books = { build: "app/books", port: 5000, exposure: "shared" };
    return {
        ...config,
        "gatehouse:apis": { ...all, books },
        "gatehouse:pages": { "books-react": { image: "registry/books-react:1", port: 3000 } },
    };
}

describe("five APIs and a page behind one load balancer", function () {
    this.timeout(20 * 60_000);
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        // The program of one of them runs here, and the others have another one's document.
        for (const name of apis)
            cpSync(join(projectFolder, "app/books"), join(folder, "app", name), { recursive: true });
        for (const name of apis.slice(1)) rmSync(join(folder, "app", name, "server.ts"));
        writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config: configWith(apis) }));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("keep every rule in strict, and are drawn behind the gateway", async () => {
        const out = join(folder, "report");
        assert.equal(await reportCommand(["--stack", stack, "--out", out], new AbortController().signal, folder), 0);
        const report = reportSchema.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
        assert.deepEqual([report.verdict, report.preset], ["holds", "strict"]);
        for (const { id, checked } of report.rules) assert.match(checked, /\d/, `${id} checked nothing`);
        const { nodes, edges } = report.architecture;
        const [link, balancer, gateway] = ["VPC link", "load balancer", "shared-gateway"].map((label) =>
            nodes.filter((node) => node.label[0] === label),
        );
        assert.deepEqual([link?.length, balancer?.length, gateway?.length], [1, 1, 1]);
        const next = (id = "") =>
            edges.filter(({ from }) => from === id).map(({ to }) => nodes.find((n) => n.id === to));
        assert.deepEqual(next(link?.[0]?.id), balancer);
        assert.deepEqual(next(balancer?.[0]?.id), gateway);
        assert.deepEqual(
            next(gateway?.[0]?.id).map((node) => node?.label[0]),
            [...apis].sort(),
        );
    });

    it("have one load balancer and one VPC link, also after the fourth and the fifth were added", async () => {
        const { secretPaths, config } = offlineConfig(apis.slice(0, 3));
        const options = { projectName, stackName: stack, config, secretPaths, program: async () => program(folder) };
        await withOfflineStack(options, async (offline) => {
            const seen: ReturnType<typeof entrance>[] = [];
            for (const count of [3, 4, 5]) {
                await offline.configure(offlineConfig(apis.slice(0, count)).config);
                const { succeeded, error } = await offline.up();
                assert.ok(succeeded, error);
                seen.push(entrance(offline.cloud));
                const { variables } = (offline.cloud.store.ofType("aws:apigateway/stage:Stage")[0]?.inputs ?? {}) as {
                    variables: Record<string, string>;
                };
                const [link] = seen[0]?.links ?? [];
                for (const name of apis.slice(0, count)) {
                    assert.equal(variables[`${name}Link`], link);
                    assert.equal(variables[`${name}Backend`], `${seen[0]?.hosts[0]}/${name}`);
                }
            }
            assert.deepEqual([seen[0]?.links.length, seen[0]?.hosts.length], [1, 1]);
            assert.deepEqual(seen[1], seen[0]);
            assert.deepEqual(seen[2], seen[0]);
        });
    });

    it("are served, each with a key only, and at its own paths", async () => {
        const others = apis.slice(1).map((name) => new Echo(name));
        const servers = await Promise.all(others.map((server) => server.start()));
        const backends = servers.flatMap(({ name, port }) => ["--backend", `${name}=http://127.0.0.1:${port}`]);
        const stop = new AbortController();
        let output = "";
        let greeted = () => {};
        const ready = new Promise<void>((resolve) => {
            greeted = resolve;
        });
        const argv = ["--stack", stack, "--port", "0", ...backends];
        const ended = serveCommand(argv, stop.signal, folder, (text) => {
            output += text;
            if (output.includes("Ctrl-C")) greeted();
        });
        try {
            await Promise.race([ended, ready]);
            const url = /Test +(http:\S+)/.exec(output)?.[1] ?? "";
            const headers = { "x-api-key": /^ +web +(\w+)$/m.exec(output)?.[1] ?? "" };
            for (const name of apis) {
                assert.equal((await fetch(`${url}/${name}`)).status, 403, name);
                const response = await fetch(`${url}/${name}`, { headers });
                assert.equal(response.status, 200, name);
                const body = (await response.json()) as { server?: string; url?: string };
                if (name === "books") assert.ok(Array.isArray(body));
                else assert.deepEqual([body.server, body.url], [name, "/"]);
            }
            assert.equal((await fetch(`${url}/books-react`, { headers })).status, 403, "the page is not published");
        } finally {
            stop.abort();
            await ended;
            for (const server of others) server.stop();
        }
    });

    it("live with a page that is built, from their creation to their deletion", async () => {
        const config = configWith(["books"]);
        const pages = { "books-react": { build: "app/books-react", port: 3000 } };
        writeFileSync(
            join(folder, "Pulumi.built.yaml"),
            stringify({ config: { ...config, "gatehouse:pages": pages } }),
        );
        cpSync(join(projectFolder, "app/books-react"), join(folder, "app/books-react"), { recursive: true });
        const result = await runScenario({
            scenario: lifecycle,
            stack: readStack("built", folder),
            program: async (copy) => program(copy),
            progress: { say: () => {}, tick: () => {}, end: () => {} },
        });
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result));
    });

    function offlineConfig(names: readonly string[]) {
        writeFileSync(join(folder, "Pulumi.part.yaml"), stringify({ config: configWith(names) }));
        const { config, placeholders } = readStack("part", folder);
        return { config: withRealValues(config), secretPaths: placeholders };
    }
});

/** The ways from API Gateway into the network. */
function entrance(cloud: SimulatedCloud) {
    const links = cloud.store.ofType("aws:apigateway/vpcLink:VpcLink").map(({ id }) => id);
    return { links, hosts: loadBalancers(cloud).map(({ dnsName }) => String(dnsName)) };
}
