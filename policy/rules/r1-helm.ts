import { type Finding, finding, undecidable } from "../finding";
import type { Resource } from "../resource";
import type { Settings } from "../settings";
import { isList, pathText, read, readString } from "../value";
import { openingValue } from "./r1-opening-value";

/** The Helm resource whose objects the engine never sees; `helm.sh/v4:Chart` shows each of its own. */
export const releaseType = "kubernetes:helm.sh/v3:Release";

// What else says what a release holds: files that are not at hand, code, or the values of the release before.
const outside = ["valueYamlFiles", "postrender", "reuseValues"];

/** A release is opaque, so its chart and version have to be ones that were reviewed, and its values must not open it. */
export function judgeRelease(release: Resource, settings: Settings): Finding[] {
    const chart = readString(release.props, "chart");
    if (chart.state !== "known") return [undecidable(release, chart)];
    const version = readString(release.props, "version");
    if (version.state === "unknown" || version.state === "invalid") return [undecidable(release, version)];
    const stated = `${chart.value}@${version.state === "known" ? version.value : "latest"}`;
    if (version.state === "absent" || !settings.trustedCharts.includes(stated)) {
        return [
            finding(release, {
                found: `the objects of a Helm release of "${stated}" are not shown to any policy`,
                wanted: "objects that are judged, or a chart and version that were reviewed",
                change: `use kubernetes.helm.v4.Chart, or set version and add "${version.state === "known" ? stated : `${chart.value}@<version>`}" to the policy's trustedCharts`,
            }),
        ];
    }
    const hidden = outside.find((key) => isSet(release, key));
    if (hidden !== undefined)
        return [
            finding(release, {
                found: `${hidden} changes the release out of the rules' sight`,
                wanted: "values that the rules can read",
                change: `remove ${hidden}, and put the values into values`,
            }),
        ];
    const open = openingValue(release.props.values ?? null, ["values"], { everyUnknown: true });
    if (!open) return [];
    return [
        finding(release, {
            found: `${pathText(open)} opens the release to a network outside the cluster, or is not known`,
            wanted: "values that keep every Service of the chart a ClusterIP",
            change: `remove ${pathText(open)}`,
        }),
    ];
}

function isSet(release: Resource, key: string): boolean {
    const reading = read(release.props, key);
    if (reading.state !== "known") return reading.state !== "absent";
    return isList(reading.value) ? reading.value.length > 0 : reading.value !== false && reading.value !== "";
}
