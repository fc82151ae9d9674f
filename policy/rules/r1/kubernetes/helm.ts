import type { Settings } from "../../../contract/settings";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { isList, pathText, type Reading, read, readString } from "../../../reading/value";
import { exposureValue } from "./exposure-value";

/** Type of a release whose objects the engine does not see; `helm.sh/v4:Chart` shows each of its objects. */
export const releaseType = "kubernetes:helm.sh/v3:Release";

// Other inputs of a release: files that cannot be read, code, or the values of the previous release.
const outside = ["valueYamlFiles", "postrender", "reuseValues"];

/**
 * Checks a release. It is opaque, so its chart and version have to be trusted, and its values must not expose it. The
 * repository is part of a chart's identity, because Helm looks a name up in the repository of the release.
 */
export function checkRelease(release: Resource, settings: Settings): Finding[] {
    const chart = readString(release.props, "chart");
    if (chart.state !== "known") return [unknownValueFinding(release, chart)];
    const version = readString(release.props, "version");
    if (version.state === "unknown" || version.state === "invalid") return [unknownValueFinding(release, version)];
    const repository = readString(release.props, "repositoryOpts", "repo");
    if (repository.state === "unknown" || repository.state === "invalid")
        return [unknownValueFinding(release, repository)];
    const place = chartReference(chart.value, repository);
    if (place === undefined) return [ambiguousChart(release)];
    const stated = `${place}@${version.state === "known" ? version.value : "latest"}`;
    if (version.state === "absent" || !settings.trustedCharts.includes(stated)) {
        return [
            finding(release, {
                actual: `the objects of a Helm release of "${stated}" are not visible to policies`,
                expected: "visible objects, or a chart and version that were reviewed",
                change: `use kubernetes.helm.v4.Chart, or set version and add "${version.state === "known" ? stated : `${place}@<version>`}" to the policy's trustedCharts`,
            }),
        ];
    }
    const hidden = outside.find((key) => isSet(release, key));
    if (hidden !== undefined)
        return [
            finding(release, {
                actual: `${hidden} changes the release in a way that the rules cannot see`,
                expected: "values that the rules can read",
                change: `remove ${hidden}, and put the values into values`,
            }),
        ];
    const open = exposureValue(release.props.values ?? null, ["values"], { by: "chart" });
    if (!open) return [];
    const exposure = read(release.props, ...open);
    if (exposure.state === "unknown") return [unknownValueFinding(release, exposure)];
    return [
        finding(release, {
            actual: `${pathText(open)} exposes the release outside the cluster`,
            expected: "values that keep every Service of the chart a ClusterIP",
            change: `remove ${pathText(open)}`,
        }),
    ];
}

// A query may select other content; a path beside a repository may be a folder, which Helm prefers.
function chartReference(chart: string, repository: Reading<string>): string | undefined {
    const from = repository.state === "known" ? repository.value : "";
    if (/[?#]/.test(from + chart) || (from !== "" && chart.includes("/"))) return undefined;
    return withoutUser(from === "" ? chart : `${from.replace(/\/$/, "")}/${chart}`);
}

// User name and password are not part of the chart's identity, and messages must not contain them.
const withoutUser = (place: string): string => place.replace(/^([\w+.-]+:\/\/)?[^/]*@/, "$1");

const ambiguousChart = (release: Resource): Finding =>
    finding(release, {
        actual: "chart and repositoryOpts.repo do not identify one chart: one of them has a query, or chart is a path although there is a repository",
        expected: "a chart that can be reviewed under one name",
        change: "set chart to its name alone and repositoryOpts.repo to its repository's address, or chart to an oci:// address",
    });

function isSet(release: Resource, key: string): boolean {
    const reading = read(release.props, key);
    if (reading.state !== "known") return reading.state !== "absent";
    return isList(reading.value) ? reading.value.length > 0 : reading.value !== false && reading.value !== "";
}
