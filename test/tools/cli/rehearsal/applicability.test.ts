import assert from "node:assert/strict";
import { serverKindNames } from "../../../../stacks/settings/compute-kinds";
import { readStack } from "../../../../tools/cli/project/project";
import { asTable, asText } from "../../../../tools/cli/rehearsal/render-rehearsal";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import { harmlessEditTitles } from "../../../../tools/cli/rehearsal/scenarios/harmless-edits";
import { everyPair, kindsFor, move } from "../../../../tools/cli/rehearsal/scenarios/move";
import { scenarios } from "../../../../tools/cli/rehearsal/scenarios/scenarios";

const example = (name: string) => readStack({ name, file: `stacks/examples/Pulumi.${name}.yaml` });
const silent = { say: () => {}, tick: () => {}, end: () => {} };
const plain = { green: same, red: same, yellow: same, bold: same, dim: same };

const ofKubernetes = ["shared-gateway", "kubernetes-upgrade", "cluster-access"];
const ofEdge = ["origin-secret", "edge"];
const ofPhotos = ["photos"];
const ofServers = [
    "rollout",
    "move",
    "rename-and-replace",
    "apis-and-stages",
    "rollback",
    "release",
    "release-failures",
    "scale",
];
const ofLambda = ["first-deployment", "move", "shared-gateway", "zones", "kubernetes-upgrade", "cluster-access"];
const ofStages = ["move", "rollback", "two-stages", "release", "release-failures"];
const expected: Readonly<Record<string, readonly string[]>> = {
    "every-kind": ["first-deployment", ...ofEdge, ...ofPhotos],
    fargate: ["first-deployment", ...ofKubernetes, ...ofEdge, ...ofPhotos],
    instances: ["first-deployment", ...ofKubernetes, ...ofEdge, ...ofPhotos],
    lambda: [...ofLambda, ...ofEdge, ...ofPhotos],
    edge: [...ofLambda, ...ofPhotos],
    http: ["first-deployment", ...ofKubernetes, ...ofStages, ...ofEdge, ...ofPhotos, "clients-and-plans"],
    "http-edge": ["first-deployment", ...ofKubernetes, ...ofStages, ...ofEdge, ...ofPhotos],
    photos: [...ofLambda.filter((name) => !ofServers.includes(name)), ...ofServers],
};

describe("The scenarios that do not apply", () => {
    for (const [name, want] of Object.entries(expected)) {
        it(`to the example stack ${name} are known, each with its reason`, () => {
            const { settings } = example(name);
            const reasons = scenarios.flatMap((scenario) => {
                const reason = scenario.doesNotApply?.(settings);
                return reason === undefined ? [] : [[scenario.name, reason]];
            });
            assert.deepEqual(reasons.map(([scenario]) => scenario).sort(), [...want].sort());
            for (const [, reason] of reasons) assert.match(reason ?? "", /\w+ \w+/);
        });
    }

    it("to dev are those of an edge, of photos and of a cluster with access entries; to prod those of an edge and of photos", () => {
        const noEdge = "the stack has no distribution whose stages demand a secret";
        for (const name of ["dev", "prod"]) {
            const { settings } = readStack(name);
            const reasons = scenarios.flatMap((scenario) => scenario.doesNotApply?.(settings) ?? []);
            const noPhotos = "no API of the stack has a photo pipeline";
            const ofDev = name === "dev" ? ["the pages deploy a stack whose cluster has access entries"] : [];
            assert.deepEqual(reasons, [...ofDev, noEdge, noEdge, noPhotos]);
        }
    });

    it("pass without an engine, and say why", async () => {
        const result = await runScenario({
            scenario: move,
            stack: example("lambda"),
            program: () => assert.fail("the program was run"),
            progress: silent,
        });
        assert.ok(hasPassed(result));
        const words = "does not apply: without a network an API can run on Lambda alone";
        assert.equal(asText(result, plain), `move on lambda: ${words}\n`);
        assert.match(asTable([result]), new RegExp(`\\| move \\| lambda \\| 0 \\| 0 \\| 0 \\| 0 \\| ${words} \\|$`));
    });
});

describe("The moves between kinds of compute", () => {
    it("take each ordered pair once, and end where they began", () => {
        for (const start of serverKindNames) {
            const pairs = everyPair(start, serverKindNames);
            assert.equal(pairs.length, serverKindNames.length * (serverKindNames.length - 1));
            assert.equal(new Set(pairs.map(String)).size, pairs.length);
            assert.deepEqual([pairs[0]?.[0], pairs.at(-1)?.[1]], [start, start]);
            for (const [index, [from]] of pairs.entries()) assert.equal(from, pairs[index - 1]?.[1] ?? start);
        }
    });

    it("are between the kinds whose sections a stack has", () => {
        assert.deepEqual(
            kindsFor((section) => section === "network"),
            ["fargate", "instances", "lambda"],
        );
        assert.deepEqual(
            kindsFor(() => false),
            ["lambda"],
        );
    });
});

describe("The harmless edits of the example stacks", () => {
    for (const name of Object.keys(expected)) {
        it(`of ${name} differ in their titles, and leave out what the stack lacks`, () => {
            const { config, settings } = example(name);
            const setting = (...path: string[]) =>
                path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);
            const titles = harmlessEditTitles({ setting });
            assert.equal(new Set(titles).size, titles.length);
            assert.ok(titles.length >= 25, String(titles.length));
            const ofHttp = settings.httpApi !== undefined;
            assert.equal(titles.includes("another throttle of the HTTP API"), ofHttp);
            assert.equal(titles.includes("a new stage"), Object.keys(settings.stages).length > 0);
            assert.equal(titles.includes("a new client"), !ofHttp || settings.httpApi?.keys === "required");
            const kinds = new Set(Object.values(settings.apis).map(({ runsOn }) => runsOn));
            assert.equal(titles.includes("another type of machines"), kinds.has("instances"));
            assert.equal(titles.includes("instances that are kept ready"), kinds.has("lambda"));
            assert.equal(titles.includes("another address for the API server"), kinds.has("kubernetes"));
            assert.equal(titles.includes("a NAT gateway per zone"), settings.network !== undefined);
            assert.equal(titles.includes("another price class"), settings.edge !== undefined);
            assert.equal(titles.includes("an API that takes uploads"), settings.firewall !== undefined);
            assert.equal(titles.includes("no canary"), settings.alarms !== undefined);
            const hasOne = (section: "photoPipeline" | "webSocket") =>
                Object.values(settings.apis).some((api) => api[section] !== undefined);
            assert.equal(titles.includes("other thumbnails"), hasOne("photoPipeline"));
            assert.equal(titles.includes("another limit of messages"), hasOne("webSocket"));
        });
    }
});

function same(text: string): string {
    return text;
}
