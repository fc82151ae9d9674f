import type { Settings } from "../../../contract/settings";
import { exposureValue, isInternalBalancer } from "../../../reading/exposure-value";
import { type Doubt, type Finding, finding, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import {
    isList,
    isObject,
    knownValue,
    type Path,
    pathText,
    type Reading,
    read,
    readString,
} from "../../../reading/value";
import { compareVersions, readVersions, type VersionRange } from "../../../reading/version-range";
import { type Chart, charts, type Published } from "./charts";
import { opaque } from "./custom-object";

/** Type of a release whose objects the engine does not see; `helm.sh/v4:Chart` shows each of its objects. */
export const releaseType = "kubernetes:helm.sh/v3:Release";

// Other inputs of a release: files that cannot be read, code, or the values of the previous release.
const outside = ["valueYamlFiles", "postrender", "reuseValues"];

/**
 * Checks a release by evidence: a value that publishes, or a chart that publishes by default and is not switched off.
 * Whatever cannot be known (the chart, its version, files of values) is one undecided finding of the tier `strict`. The
 * repository is part of a chart's identity, because Helm looks a name up in the repository of the release.
 */
export function checkRelease(release: Resource, settings: Settings): Finding[] {
    const values = release.props.values ?? null;
    const open = exposureValue(values, ["values"], { by: "chart", onlyKnown: true });
    if (open)
        return [
            finding(release, {
                actual: `${pathText(open)} exposes the release outside the cluster`,
                expected: "values that keep every Service of the chart a ClusterIP, or its load balancer internal",
                change: `remove ${pathText(open)}`,
            }),
        ];
    const identity = identityOf(release);
    if ("message" in identity) return [identity];
    const { place, version } = identity;
    const isTrusted = version !== undefined && settings.trustedCharts.includes(`${place}@${version}`);
    const chart = isTrusted ? undefined : chartAt(place);
    if (identity.unread || !(isTrusted || isRead(chart, version))) return [unreadChart(release, chart, identity)];
    const hidden = outside.find((key) => isSet(release, key));
    if (hidden !== undefined)
        return [
            opaque(release, {
                actual: `${hidden} changes the release in a way that the rules cannot see`,
                decidedBy: `a review of ${hidden}`,
                change: `remove ${hidden}, and put the values into values`,
            }),
        ];
    const unknown = exposureValue(values, ["values"], { by: "chart" });
    if (unknown) return [unknownValueFinding(release, read(release.props, ...unknown))];
    return (chart?.publishes ?? []).flatMap((service) => checkPublished(release, chart, service)).slice(0, 1);
}

interface Identity {
    readonly place: string;
    /** Absent if the release takes the newest one, and while it is not known. */
    readonly version: string | undefined;
    /** The finding that the version is not known. */
    readonly unread?: Finding;
}

function identityOf(release: Resource): Identity | Finding {
    const chart = readString(release.props, "chart");
    const version = readString(release.props, "version");
    const repository = readString(release.props, "repositoryOpts", "repo");
    const unread = [chart, repository, version].find(
        (reading) =>
            reading.state === "unknown" ||
            reading.state === "invalid" ||
            (reading === chart && reading.state !== "known"),
    );
    const finding = unread && unknownValueFinding(release, unread);
    if (finding && (unread !== version || version.state === "invalid")) return { ...finding, tier: "strict" };
    const place = chartReference(knownValue(chart) ?? "", repository);
    if (place === undefined) return ambiguousChart(release);
    // Helm takes an empty version as none.
    return { place, version: knownValue(version) || undefined, ...(finding && { unread: finding }) };
}

// A chart that publishes a Service in each version that was read does so in others too, unless it is shown that it does not.
function unreadChart(release: Resource, chart: Chart | undefined, { place, version, unread }: Identity): Finding {
    const isPublished = chart?.publishes?.some((service) => checkPublished(release, chart, service).length > 0);
    if (unread) return { ...unread, tier: isPublished ? "gateway" : "strict" };
    const doubt: Doubt = {
        actual: isPublished
            ? `the chart ${chart?.chart} publishes a Service by default in the versions that were read, "${version}" is another one, and values do not prevent it`
            : `the objects of a Helm release of "${place}@${version ?? "latest"}" are not visible to policies`,
        decidedBy: "a review of the chart in this version",
        change: `use kubernetes.helm.v4.Chart, which shows its objects, or ${version === undefined ? "set version and " : ""}add "${place}@${version ?? "<version>"}" to the policy's trustedCharts`,
    };
    return isPublished ? undecidedFinding(release, doubt) : opaque(release, doubt);
}

function checkPublished(release: Resource, chart: Chart | undefined, published: Published): Finding[] {
    const values = release.props.values ?? null;
    const { service, type: usual = "LoadBalancer", enabledBy, switches = [] } = published;
    const flag = (path: Path): string => String(knownValue(read(values, ...path)) ?? "");
    if (enabledBy && flag(enabledBy) !== "true") return [];
    if (switches.some((path) => flag(path) === "false")) return [];
    const own = knownValue(read(values, ...service)) ?? null;
    const stated = [read(own, "type"), read(own, "spec", "type")].find(({ state }) => state !== "absent");
    const type: Plain = stated === undefined ? usual : (knownValue(stated) ?? UNKNOWN);
    const isInternal = type !== usual || isInternalBalancer({ ...(isObject(own) ? own : {}), type });
    if (isInternal) return [];
    const at = pathText(["values", ...service]);
    const name = `the chart ${chart?.chart ?? ""}`;
    const what = usual === "NodePort" ? "a port on every node" : "a load balancer";
    const how = usual === "NodePort" ? "make it a ClusterIP" : "make it internal";
    const publishes =
        enabledBy === undefined
            ? `${name} publishes ${what} by default`
            : `${pathText(["values", ...enabledBy])} makes ${name} publish ${what}`;
    const scheme = `, or in ${at}.annotations the scheme "internal" of AWS's controller`;
    return [
        finding(release, {
            actual: `${publishes}, and ${at} does not ${how}`,
            expected: "a Service of type ClusterIP, or an internal load balancer",
            change: `set ${at}.type to "ClusterIP"${usual === "NodePort" ? "" : scheme}`,
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
    opaque(release, {
        actual: "chart and repositoryOpts.repo do not identify one chart: one of them has a query, or chart is a path although there is a repository",
        decidedBy: "a chart that can be reviewed under one name",
        change: "set chart to its name alone and repositoryOpts.repo to its repository's address, or chart to an oci:// address",
    });

function isSet(release: Resource, key: string): boolean {
    const reading = read(release.props, key);
    if (reading.state !== "known") return reading.state !== "absent";
    return isList(reading.value) ? reading.value.length > 0 : reading.value !== false && reading.value !== "";
}

/** Components that declare objects from a chart or from files. */
const sources = /^kubernetes:(helm\.sh\/v\d:Chart|(yaml(\/v2)?|kustomize(\/v2)?):(ConfigFile|ConfigGroup|Directory))$/;

/** Whether a resource is such a component. */
export const isSource = ({ type, isComponent }: Resource): boolean => isComponent && sources.test(type);

/** Reports components for charts or files that show none of their objects yet. */
export function hiddenObjects(stack: Stack): Finding[] {
    const parents = new Set(stack.resources.map(({ parent }) => parent));
    return stack.resources
        .filter((resource) => isSource(resource) && !parents.has(resource.urn))
        .map((component) =>
            undecidedFinding(component, {
                actual: "it shows none of its objects yet",
                decidedBy: "its objects, which pulumi up checks one by one before it creates them",
                change: "to decide it at preview, give it only values that are known at preview",
            }),
        );
}

/** Finds a chart by its repository and name. */
function chartAt(place: string): Chart | undefined {
    const bare = place.replace(/^(https?|oci):\/\//, "");
    return charts.find(({ from, chart }) => from.some((one) => bare === `${one}/${chart}`));
}

/**
 * Whether the defaults of a chart were read in a version, or in the newest one of a range, which Helm installs. Without
 * an upper bound, that is the newest of all, which is taken to be as those that were read.
 */
function isRead(chart: Chart | undefined, version = "*"): boolean {
    if (chart === undefined) return false;
    const [major = 0, minor = 0, patch = 0] = (chart.since ?? "").split(".").map(Number);
    const isReadRange = ({ lowest, newest }: VersionRange): boolean =>
        (newest ?? lowest)[0] < chart.below && (!newest || compareVersions(newest, [major, minor, patch]) >= 0);
    return readVersions(version)?.every(isReadRange) ?? false;
}
