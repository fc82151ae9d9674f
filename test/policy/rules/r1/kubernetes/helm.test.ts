import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import { type Props, UNKNOWN } from "../../../../../policy/reading/resource";
import { checkRelease, releaseType } from "../../../../../policy/rules/r1/kubernetes/helm";
import { plainResource } from "../../../plain-resource";

const release = (props: Props) => plainResource(releaseType, "metrics", props);

const settings = { ...defaultSettings, trustedCharts: ["metrics@1.2.3", "metrics@latest"] };
const reviewed = { chart: "metrics", version: "1.2.3" };
const firstLine = ({ message }: { message: string }): string => message.split("\n")[0] ?? "";
const linesOf = (props: Props): string[] =>
    checkRelease(release(props), settings).flatMap(({ message }) => message.split("\n"));

describe("a release of a trusted chart", () => {
    it("passes without values, and with values that change nothing", () => {
        assert.deepEqual(linesOf(reviewed), []);
        const nothing = { values: {}, valueYamlFiles: [], postrender: "", reuseValues: false };
        assert.deepEqual(linesOf({ ...reviewed, ...nothing }), []);
    });

    it("is reported with another version, and without a version", () => {
        assert.deepEqual(linesOf({ chart: "metrics", version: "1.2.4" }), [
            'Release "metrics": the objects of a Helm release of "metrics@1.2.4" are not visible to policies.',
            "Expected: visible objects, or a chart and version that were reviewed.",
            'Change: use kubernetes.helm.v4.Chart, or set version and add "metrics@1.2.4" to the policy\'s trustedCharts.',
        ]);
        assert.match(linesOf({ chart: "metrics" }).join(), /of "metrics@latest" .* add "metrics@<version>" to/);
    });

    it("is identified by its repository", () => {
        const repository = "https://charts.example.com/stable";
        const trusted = { ...defaultSettings, trustedCharts: ["metrics@1.2.3", `${repository}/metrics@1.2.3`] };
        const foundOf = (props: Props) => checkRelease(release({ ...reviewed, ...props }), trusted).map(firstLine);
        for (const repo of [repository, `${repository}/`, "https://user:word@charts.example.com/stable", ""])
            assert.deepEqual(foundOf({ repositoryOpts: { repo, password: "word" } }), [], repo);
        assert.deepEqual(foundOf({ repositoryOpts: { username: "user" } }), []);
        for (const repo of ["https://charts.example.org/stable", `${repository}//`, "https://a@b.example/x", "bitnami"])
            assert.match(
                foundOf({ repositoryOpts: { repo } }).join(),
                /^Release "metrics": the objects of .*\/metrics@/,
            );
        assert.deepEqual(
            checkRelease(release({ ...reviewed, repositoryOpts: { repo: repository } }), settings).length,
            1,
        );
    });

    it("is reported if chart and repository do not identify one chart", () => {
        const anywhere = ["metrics@1.2.3", "https://x.example/a/metrics@1.2.3", "https://x.example/?a/metrics@1.2.3"];
        const trusted = { ...defaultSettings, trustedCharts: anywhere };
        const foundOf = (chart: string, repo: string) =>
            checkRelease(release({ ...reviewed, chart, repositoryOpts: { repo } }), trusted).map(firstLine);
        for (const [chart, repo] of [
            ["a/metrics", "https://x.example"],
            ["metrics", "https://x.example/?a"],
            ["https://x.example/metrics.tgz?word", ""],
            ["metrics", "https://x.example/a#word"],
        ] as const)
            assert.deepEqual(foundOf(chart, repo), [
                'Release "metrics": chart and repositoryOpts.repo do not identify one chart: one of them has a query, or chart is a path although there is a repository.',
            ]);
        assert.deepEqual(foundOf("https://x.example/a/metrics", ""), []);
    });

    const outside: readonly (readonly [string, Props])[] = [
        ["valueYamlFiles", { valueYamlFiles: ["values.yaml"] }],
        ["valueYamlFiles", { valueYamlFiles: UNKNOWN }],
        ["postrender", { postrender: "./open.sh" }],
        ["reuseValues", { reuseValues: true }],
        ["reuseValues", { reuseValues: UNKNOWN }],
    ];
    for (const [key, props] of outside) {
        it(`is reported for invisible inputs: ${key} ${String(props[key])}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, ...props }), [
                `Release "metrics": ${key} changes the release in a way that the rules cannot see.`,
                "Expected: values that the rules can read.",
                `Change: remove ${key}, and put the values into values.`,
            ]);
        });
    }

    const exposure: readonly (readonly [string, Props])[] = [
        ["values.service.type", { service: { type: "LoadBalancer" } }],
        ["values.ingress.enabled", { ingress: { enabled: true } }],
    ];
    for (const [at, values] of exposure) {
        it(`is reported for values that expose it: ${at}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, values }), [
                `Release "metrics": ${at} exposes the release outside the cluster.`,
                "Expected: values that keep every Service of the chart a ClusterIP.",
                `Change: remove ${at}.`,
            ]);
        });
    }

    const hidden: readonly (readonly [string, Props])[] = [
        ["values", { values: UNKNOWN }],
        ["values.image.tag", { values: { image: { tag: UNKNOWN } } }],
        ["values.serviceAccount.annotations", { values: { serviceAccount: { annotations: UNKNOWN } } }],
        ["values.clusterNames", { values: { clusterNames: UNKNOWN } }],
        ["values.vpcId[0]", { values: { vpcId: [UNKNOWN] } }],
        ["values.eipAllocationId", { values: { eipAllocationId: UNKNOWN } }],
        ["values.targetGroupArn", { values: { targetGroupArn: UNKNOWN } }],
        ["values.auth.passwords", { values: { auth: { passwords: UNKNOWN } } }],
        ["values.ingress.host", { values: { ingress: { host: UNKNOWN } } }],
    ];
    for (const [at, props] of hidden) {
        it(`is reported for unknown values: ${at}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, ...props }), [
                `Release "metrics": ${at} is not known at preview, so the rule cannot be evaluated.`,
                "Expected: a value that is known at preview.",
                `Change: set ${at} from a constant or from configuration, not from another resource's output.`,
            ]);
        });
    }

    it("passes if only the identity of its environment is unknown, as for AWS's controllers at the first preview", () => {
        const serviceAccount: Props = { annotations: { "eks.amazonaws.com/role-arn": UNKNOWN } };
        const settings: Props = { clusterName: UNKNOWN, interruptionQueue: UNKNOWN };
        const values: Props = { vpcId: UNKNOWN, region: UNKNOWN, awsAccountId: UNKNOWN, settings, serviceAccount };
        assert.deepEqual(linesOf({ ...reviewed, values }), []);
    });

    it("passes if only its data stores and their keys are unknown", () => {
        const keys = `clusterEndpoint txtOwnerId hostedZoneId bucket bucketName fileSystemId logGroupName kmsKeyId
            password adminPassword apiKey existingSecret`.split(/\s+/);
        for (const key of keys) assert.deepEqual(linesOf({ ...reviewed, values: { a: { [key]: UNKNOWN } } }), [], key);
    });
});
