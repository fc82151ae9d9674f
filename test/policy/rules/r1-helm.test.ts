import assert from "node:assert/strict";
import { type Props, UNKNOWN } from "../../../policy/resource";
import { judgeRelease, releaseType } from "../../../policy/rules/r1-helm";
import { defaultSettings } from "../../../policy/settings";
import { plainResource } from "../plain-resource";

const release = (props: Props) => plainResource(releaseType, "metrics", props);

const settings = { ...defaultSettings, trustedCharts: ["metrics@1.2.3", "metrics@latest"] };
const reviewed = { chart: "metrics", version: "1.2.3" };
const linesOf = (props: Props): string[] =>
    judgeRelease(release(props), settings).flatMap(({ message }) => message.split("\n"));

describe("a release of a chart that was reviewed", () => {
    it("holds without values, and with all that changes nothing", () => {
        assert.deepEqual(linesOf(reviewed), []);
        const nothing = { values: {}, valueYamlFiles: [], postrender: "", reuseValues: false };
        assert.deepEqual(linesOf({ ...reviewed, ...nothing }), []);
    });

    it("is reported of another version, and of none", () => {
        assert.deepEqual(linesOf({ chart: "metrics", version: "1.2.4" }), [
            'Release "metrics": the objects of a Helm release of "metrics@1.2.4" are not shown to any policy.',
            "Wanted: objects that are judged, or a chart and version that were reviewed.",
            'Change: use kubernetes.helm.v4.Chart, or set version and add "metrics@1.2.4" to the policy\'s trustedCharts.',
        ]);
        assert.match(linesOf({ chart: "metrics" }).join(), /of "metrics@latest" .* add "metrics@<version>" to/);
    });

    const outside: readonly (readonly [string, Props])[] = [
        ["valueYamlFiles", { valueYamlFiles: ["values.yaml"] }],
        ["valueYamlFiles", { valueYamlFiles: UNKNOWN }],
        ["postrender", { postrender: "./open.sh" }],
        ["reuseValues", { reuseValues: true }],
        ["reuseValues", { reuseValues: UNKNOWN }],
    ];
    for (const [key, props] of outside) {
        it(`is reported for what changes it out of sight: ${key} ${String(props[key])}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, ...props }), [
                `Release "metrics": ${key} changes the release out of the rules' sight.`,
                "Wanted: values that the rules can read.",
                `Change: remove ${key}, and put the values into values.`,
            ]);
        });
    }

    const opening: readonly (readonly [string, Props])[] = [
        ["values.service.type", { service: { type: "LoadBalancer" } }],
        ["values.image.tag", { image: { tag: UNKNOWN } }],
        ["values.ingress.enabled", { ingress: { enabled: true } }],
    ];
    for (const [at, values] of opening) {
        it(`is reported for values that open it, or may do so: ${at}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, values }), [
                `Release "metrics": ${at} opens the release to a network outside the cluster, or is not known.`,
                "Wanted: values that keep every Service of the chart a ClusterIP.",
                `Change: remove ${at}.`,
            ]);
        });
    }

    it("is reported for values that are not known", () => {
        assert.match(linesOf({ ...reviewed, values: UNKNOWN }).join(), /^Release "metrics": values opens/);
    });
});
