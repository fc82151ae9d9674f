import assert from "node:assert/strict";
import { architectureOfImage } from "../../../stacks/settings/architecture";
import { fargateSize, fargateSizes, nearestSizes } from "../../../stacks/settings/fargate/sizes";
import { listenerPortOf } from "../../../stacks/settings/load-balancer/listener-port";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { problemsOf, validSettings } from "./example";

const { cluster: _, ...withoutCluster } = validSettings;
const own = { image: "registry/authors:1", port: 8080, runsOn: "fargate" };
const on = (changes: object) => ({ ...withoutCluster, apis: { authors: { ...own, ...changes } } });

describe("the settings of an API on Fargate", () => {
    it("need a network and no cluster", () => {
        assert.deepEqual(problemsOf(on({})), []);
        const { network: _network, ...bare } = on({});
        assert.equal(problemsOf(bare).length, 1);
        assert.match(
            problemsOf(bare)[0] ?? "",
            /^gatehouse:network: got nothing, .*, as API "authors" runs on Fargate$/,
        );
    });

    const problems: readonly [changes: object, problem: string][] = [
        [
            { livenessPath: "/live" },
            'gatehouse:apis.authors.livenessPath: got "/live", want no such key on Fargate: Kubernetes has it, with runsOn: kubernetes',
        ],
        [
            { readinessPath: "/ready" },
            'gatehouse:apis.authors.readinessPath: got "/ready", want no such key on Fargate: Kubernetes has it, with runsOn: kubernetes',
        ],
        [
            { cpu: "300m" },
            'gatehouse:apis.authors.cpu: got "300m", want a pair that Fargate has, such as cpu "250m" with memory "512Mi", or cpu "500m" with memory "1Gi"',
        ],
        [
            { cpu: "1", memory: "1Gi" },
            'gatehouse:apis.authors.cpu: got "1" with memory "1Gi", want a pair that Fargate has, such as cpu "500m" with memory "1Gi", or cpu "1" with memory "2Gi"',
        ],
        [
            { cpu: "8", memory: "17Gi" },
            'gatehouse:apis.authors.cpu: got "8" with memory "17Gi", want a pair that Fargate has, such as cpu "8" with memory "16Gi", or cpu "8" with memory "20Gi"',
        ],
    ];
    for (const [changes, problem] of problems) {
        it(`are rejected with ${JSON.stringify(changes)}`, () => assert.deepEqual(problemsOf(on(changes)), [problem]));
    }

    it("are rejected on Kubernetes if it lacks them", () => {
        const pictures = { image: "registry/pictures:1", port: 5075, architecture: "arm64" };
        assert.deepEqual(problemsOf({ ...validSettings, apis: { pictures } }), [
            'gatehouse:apis.pictures.architecture: got "arm64", want no such key on Kubernetes: Fargate, EC2 and Lambda have it',
        ]);
    });

    it("have their own architecture, where Kubernetes has that of the cluster", () => {
        const apis = { ...on({ architecture: "arm64" }).apis, pictures: validSettings.apis.pictures };
        const cluster = { kubernetesVersion: "1.35", architecture: "amd64" };
        const settings = parseSettings({ ...validSettings, cluster, apis });
        assert.equal(architectureOfImage(settings, settings.apis.authors ?? {}), "arm64");
        assert.equal(architectureOfImage(settings, settings.apis.pictures ?? {}), "amd64");
        assert.equal(architectureOfImage(parseSettings(on({})), {}), "amd64");
    });
});

describe("the sizes of a task", () => {
    // docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html, "Task CPU and memory".
    it("are those that Fargate documents", () => {
        assert.equal(fargateSizes.length, 74);
        const memory = (cpu: number) => fargateSizes.filter((size) => size.cpu === cpu).map((size) => size.memoryMib);
        assert.deepEqual(memory(0.25), [512, 1024, 2048]);
        assert.deepEqual(memory(0.5), [1024, 2048, 3072, 4096]);
        const ends = [1, 2, 4, 8, 16].map((cpu) => [memory(cpu)[0], memory(cpu)[1], memory(cpu).at(-1)]);
        assert.deepEqual(ends, [
            [2048, 3072, 8192],
            [4096, 5120, 16384],
            [8192, 9216, 30720],
            [16384, 20480, 61440],
            [32768, 40960, 122880],
        ]);
    });

    it("are found by quantities in any unit, and by the CPU alone", () => {
        const half = { cpu: 0.5, memoryMib: 2048 };
        for (const [cpu, memory] of [
            ["500m", "2Gi"],
            ["0.5", "2048Mi"],
        ] as const)
            assert.deepEqual(fargateSize({ cpu, memory }), half);
        assert.deepEqual(fargateSize({ cpu: "1" }), { cpu: 1, memoryMib: 2048 });
        assert.equal(fargateSize({ cpu: "1", memory: "2G" }), undefined);
    });

    it("are named from the nearest on", () => {
        assert.deepEqual(nearestSizes({ cpu: "64", memory: "500Gi" })[0], 'cpu "16" with memory "120Gi"');
        assert.deepEqual(nearestSizes({ cpu: "1m", memory: "1Mi" })[0], 'cpu "250m" with memory "512Mi"');
    });
});

describe("the port of a listener", () => {
    it("derives from the name of the API and its kind, so that it never changes", () => {
        assert.equal(listenerPortOf("authors", "fargate"), 59256);
        assert.equal(listenerPortOf("books-service", "fargate"), 13366);
        assert.equal(listenerPortOf("books-service", "instances"), 34610);
    });

    it("is rejected if another API on Fargate has it", () => {
        const [one, other] = namesWithOnePort();
        const apis = { [one]: own, [other]: own };
        assert.deepEqual(problemsOf({ ...withoutCluster, apis }), [
            `gatehouse:apis.${other}: got the name "${other}", want another name, as that of "${one}" gives the same port at the load balancer`,
        ]);
        const elsewhere = { [one]: own, [other]: validSettings.apis.pictures };
        assert.deepEqual(problemsOf({ ...validSettings, apis: elsewhere }), []);
    });

    function namesWithOnePort(): [string, string] {
        const names = new Map<number, string>();
        for (let index = 0; ; index += 1) {
            const name = `api${index}`;
            const before = names.get(listenerPortOf(name, "fargate"));
            if (before !== undefined) return [before, name];
            names.set(listenerPortOf(name, "fargate"), name);
        }
    }
});
