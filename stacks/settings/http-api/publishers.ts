import { isObject } from "../../../openapi/raw-value";
import { settingProblem } from "../problems";
import { httpApi } from "./schema";

/** The publishers of APIs, by the value of `publishedBy`. */
export const publisherNames = ["rest", "http"] as const;

/** Name of a publisher: the REST API or the HTTP API of a stack. */
export type PublisherName = (typeof publisherNames)[number];

/** The values under `gatehouse:`, without that prefix, as YAML has them. */
type Values = Readonly<Record<string, unknown>>;

/** Settings of an API that only the REST API has a use for, and why. */
const restSettings: Readonly<Record<string, string>> = {
    binaryMediaTypes: "as the HTTP API passes each body as it is",
    targets: "as the HTTP API has no integrations with other services",
    webSocket: "as the stages of the REST API have its URL",
};

/** Sections of a stack's file that only a REST API has a use for, and what it is there. */
const restSections: Readonly<Record<string, string>> = {
    stages: "the HTTP API has one stage of its own",
    gateway: "it has the settings of the REST API; those of the HTTP API are in `gatehouse:httpApi`",
    domain: "the name of the HTTP API is `gatehouse:httpApi.domain`",
    firewall: "AWS WAF protects no HTTP API",
    site: "it calls the stages of the REST API",
};

/** Sections whose empty map is the same as none; that of others, such as `firewall`, asks for all of their defaults. */
const mayBeEmpty: ReadonlySet<string> = new Set(["stages", "gateway"]);

/** Whether no API of a stack is published by the REST API, so that it needs no stages. */
export function hasHttpApiAlone(values: Values): boolean {
    return publishes(values, "http") && !publishes(values, "rest");
}

/**
 * Checks the values of a stack against what publishes its APIs, whether these values are valid otherwise or not: no API and no section has
 * a setting that its publisher lacks, and no section is missing that it needs. Defaults hide which settings were given.
 */
export function publisherProblems(values: Values): string[] {
    const ofApis = apisIn(values).flatMap(([name, settings]) => {
        if (settings.publishedBy !== "http") return [];
        const { runsOn } = settings;
        const elsewhere = "fargate with `publishedBy: http`, as the HTTP API publishes no APIs that run elsewhere";
        return [
            ...(runsOn === "fargate" ? [] : [settingProblem(["apis", name, "runsOn"], runsOn, elsewhere)]),
            ...Object.entries(restSettings).flatMap(([key, why]) => {
                const want = `no such key with \`publishedBy: http\`, ${why}`;
                return settings[key] === undefined ? [] : [settingProblem(["apis", name, key], settings[key], want)];
            }),
        ];
    });
    return [...ofApis, ...sectionProblems(values)];
}

function sectionProblems(values: Values): string[] {
    const byHttp = apisIn(values).find(([, { publishedBy }]) => publishedBy === "http")?.[0];
    if (byHttp === undefined) {
        const want = "no such section unless an API has `publishedBy: http`";
        return ["httpApi", "bastion"].flatMap((section) =>
            values[section] === undefined ? [] : [settingProblem([section], values[section], want)],
        );
    }
    const keys = Object.keys(httpApi.shape).join(", ");
    const missing = `a map with the keys ${keys}, as API "${byHttp}" is published by it`;
    const surplus = hasHttpApiAlone(values) ? restSections : {};
    return [
        ...(values.httpApi === undefined ? [settingProblem(["httpApi"], undefined, missing)] : []),
        ...Object.entries(surplus).flatMap(([section, why]) => {
            const want = `no such section without an API that the REST API publishes: ${why}`;
            const { [section]: value } = values;
            const isGiven = value !== undefined && !(mayBeEmpty.has(section) && isEmpty(value));
            return isGiven ? [settingProblem([section], value, want)] : [];
        }),
    ];
}

function isEmpty(value: unknown): boolean {
    return isObject(value) && Object.keys(value).length === 0;
}

function publishes(values: Values, publisher: PublisherName): boolean {
    return apisIn(values).some(([, { publishedBy = "rest" }]) => publishedBy === publisher);
}

function apisIn({ apis }: Values): [name: string, settings: Values][] {
    return Object.entries(isObject(apis) ? apis : {}).map(([name, api]) => [name, isObject(api) ? api : {}]);
}
