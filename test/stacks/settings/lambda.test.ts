import assert from "node:assert/strict";
import { architectureOfImage } from "../../../stacks/settings/architecture";
import { functionMemory } from "../../../stacks/settings/lambda/function-checks";
import { functionApis, functionName, functionNameProblems } from "../../../stacks/settings/lambda/function-names";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { SettingsError } from "../../../stacks/settings/problems";
import { functionConfig } from "../lambda/project";

const values = (quotes: object = {}, changes: object = {}) => ({
    ...Object.fromEntries(
        Object.entries(functionConfig)
            .filter(([key]) => key.startsWith("gatehouse:"))
            .map(([key, value]) => [key.slice("gatehouse:".length), value]),
    ),
    apis: { quotes: { build: "app/quotes", port: 8080, runsOn: "lambda", ...quotes } },
    ...changes,
});
const problemsOf = (given: Readonly<Record<string, unknown>>, region = "us-east-1") => {
    try {
        parseSettings(given, region);
        return [];
    } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        return error.problems;
    }
};
const repository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/quotes";

describe("the settings of an API on Lambda", () => {
    it("need neither a network nor a cluster", () => {
        const { network, cluster, apis } = parseSettings(values());
        assert.deepEqual([network, cluster, apis.quotes?.provisionedConcurrency], [undefined, undefined, 0]);
    });

    const rejected: readonly [settings: object, problem: string][] = [
        [
            { replicas: 3 },
            "gatehouse:apis.quotes.replicas: got 3, want no such key on Lambda: Kubernetes, Fargate and EC2 have it",
        ],
        [
            { maxReplicas: 3 },
            "gatehouse:apis.quotes.maxReplicas: got 3, want no such key on Lambda: Kubernetes, Fargate and EC2 have it",
        ],
        [
            { cpu: "1" },
            'gatehouse:apis.quotes.cpu: got "1", want no such key on Lambda: Kubernetes and Fargate have it',
        ],
        [
            { livenessPath: "/a" },
            'gatehouse:apis.quotes.livenessPath: got "/a", want no such key on Lambda: Kubernetes has it, with runsOn: kubernetes',
        ],
        [
            { memory: "64Mi" },
            'gatehouse:apis.quotes.memory: got "64Mi", want a whole number of Mi from "128Mi" to "10240Mi" on Lambda',
        ],
        [
            { memory: "11Gi" },
            'gatehouse:apis.quotes.memory: got "11Gi", want a whole number of Mi from "128Mi" to "10240Mi" on Lambda',
        ],
        [
            { memory: "256M" },
            'gatehouse:apis.quotes.memory: got "256M", want a whole number of Mi from "128Mi" to "10240Mi" on Lambda',
        ],
        [
            { provisionedConcurrency: -1 },
            "gatehouse:apis.quotes.provisionedConcurrency: got -1, want an integer from 0 to 500",
        ],
        [{ architecture: "x86" }, 'gatehouse:apis.quotes.architecture: got "x86", want one of amd64, arm64'],
        [
            { build: undefined, image: "registry.example.com/quotes:1" },
            'gatehouse:apis.quotes.image: got "registry.example.com/quotes:1", want an image in a private ECR repository of us-east-1, as Lambda pulls no other',
        ],
        [
            { build: undefined, image: `${repository.replace("us-east-1", "eu-west-1")}:1` },
            'gatehouse:apis.quotes.image: got "123456789012.dkr.ecr.eu-west-1.amazonaws.com/quotes:1", want an image in a private ECR repository of us-east-1, as Lambda pulls no other',
        ],
    ];
    for (const [settings, problem] of rejected)
        it(`are rejected as ${JSON.stringify(settings)}`, () =>
            assert.deepEqual(problemsOf(values(settings)), [problem]));

    for (const settings of [
        { memory: "128Mi" },
        { memory: "10Gi" },
        { build: undefined, image: `${repository}:1` },
        { architecture: "arm64" },
    ])
        it(`are accepted as ${JSON.stringify(settings)}`, () => assert.deepEqual(problemsOf(values(settings)), []));

    it("may not have a stage whose name is a number", () => {
        const stage = { throttle: { requestsPerSecond: 1, burst: 1 } };
        assert.deepEqual(problemsOf(values({}, { stages: { 2026: stage, Test: stage } })), [
            'gatehouse:stages.2026: got "2026", want a name with a letter, as API "quotes" runs on Lambda and has an alias of that name',
        ]);
    });

    it("are reported along with problems of other settings, and not for another kind", () => {
        assert.equal(problemsOf(values({ replicas: 3, port: 0 })).length, 2);
        const unknown = problemsOf(values({ replicas: 3, runsOn: "mainframe" }));
        assert.deepEqual(unknown, [
            'gatehouse:apis.quotes.runsOn: got "mainframe", want one of kubernetes, fargate, instances, lambda, gateway',
        ]);
    });

    it("on Kubernetes do not have what only a function has", () => {
        const problems = problemsOf(values({ runsOn: "kubernetes", provisionedConcurrency: 1 }));
        assert.ok(
            problems.includes(
                "gatehouse:apis.quotes.provisionedConcurrency: got 1, want no such key on Kubernetes: Lambda has it, with runsOn: lambda",
            ),
        );
    });

    it("say how much memory it has, and for which architecture its image is", () => {
        assert.deepEqual(["256Mi", "1Gi"].map(functionMemory), [256, 1024]);
        assert.equal(functionMemory(), 256);
        const cluster = { architecture: "arm64" } as const;
        assert.equal(architectureOfImage({ cluster }, { architecture: "amd64" }), "amd64");
        assert.equal(architectureOfImage({ cluster }, {}), "arm64");
        assert.equal(architectureOfImage({}, {}), "amd64");
    });
});

describe("the name of a function", () => {
    it("has a separator that no API's name has, so that no two stacks share a function", () => {
        assert.notEqual(functionName("shop-a-b", "c"), functionName("shop-a", "b-c"));
        assert.deepEqual(functionApis(parseSettings(values())), ["quotes"]);
    });

    it("has at most 64 characters", () => {
        const settings = parseSettings(values());
        assert.deepEqual(functionNameProblems("x".repeat(57), settings), []);
        assert.deepEqual(functionNameProblems("x".repeat(58), settings), [
            `gatehouse:apis.quotes: got "quotes", want at most 5 characters, as the function "${"x".repeat(58)}_quotes" has at most 64`,
        ]);
    });
});
