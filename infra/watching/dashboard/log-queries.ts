import { httpQueries } from "./http-log-queries";

/**
 * Log groups that a query reads: the access logs of the stages, the logs of the firewall, the access log of the distribution, that of
 * the HTTP API, or the log of the function that checks its keys.
 */
export type QueriedLog = "access" | "firewall" | "edge" | "http" | "keys";

/** A query of CloudWatch Logs Insights. */
export interface LogQuery {
    /** Name of the saved query, such as `slowest-calls`. */
    readonly name: string;
    /** Heading of its widget. */
    readonly title: string;
    readonly log: QueriedLog;
    /** Its commands, without `SOURCE`. */
    readonly text: string;
}

type Fields = Readonly<Record<Variable, string>>;
type Variable = keyof typeof variables;

/** The variables of `$context` that queries need, under the names that fields have by default. */
const variables = {
    requestId: "$context.requestId",
    apiKeyId: "$context.identity.apiKeyId",
    method: "$context.httpMethod",
    resource: "$context.resourcePath",
    path: "$context.path",
    status: "$context.status",
    latencyMs: "$context.responseLatency",
    backendStatus: "$context.integration.status",
    backendLatencyMs: "$context.integration.latency",
    error: "$context.error.responseType",
} as const;

interface AccessQuery extends Omit<LogQuery, "log" | "text"> {
    readonly needs: readonly Variable[];
    readonly commands: (fields: Fields) => readonly string[];
}

// Commands: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html. Values of the access log are strings, whose
// numbers queries compare and sort as AWS's examples do (…/logs/CWL_QuerySyntax-examples.html, "Queries for API Gateway"); a variable
// without a value is "-". No variable has the value of a key: `apiKeyId` is its id.
const accessQueries: readonly AccessQuery[] = [
    {
        name: "errors",
        title: "Errors: calls that ended with 5xx",
        needs: ["requestId", "status", "backendStatus", "method", "path", "error"],
        commands: (of) => [
            `fields @timestamp, ${of.status}, ${of.backendStatus}, ${of.error}, ${of.method}, ${of.path}, ${of.requestId}`,
            `filter ${of.status} >= 500`,
            "sort @timestamp desc",
            "limit 100",
        ],
    },
    {
        name: "slowest-calls",
        title: "Latency: the slowest calls",
        needs: ["status", "latencyMs", "backendLatencyMs", "method", "path"],
        commands: (of) => [
            `fields @timestamp, ${of.latencyMs}, ${of.backendLatencyMs}, ${of.status}, ${of.method}, ${of.path}`,
            `sort ${of.latencyMs} desc`,
            "limit 50",
        ],
    },
    {
        name: "top-clients",
        title: "R3: requests by API key id",
        needs: ["apiKeyId"],
        commands: ({ apiKeyId }) => [`stats count(*) as requests by ${apiKeyId}`, "sort requests desc", "limit 20"],
    },
    {
        name: "throttled-clients",
        title: "R3: throttled calls by API key id",
        needs: ["apiKeyId", "status", "error"],
        commands: (of) => [
            `filter ${of.status} = 429`,
            `stats count(*) as throttled by ${of.apiKeyId}, ${of.error}`,
            "sort throttled desc",
            "limit 20",
        ],
    },
    {
        name: "rejected-calls",
        title: "R4: calls that got 403, by reason",
        needs: ["status", "error", "resource"],
        commands: (of) => [
            `filter ${of.status} = 403`,
            `stats count(*) as rejected by ${of.error}, ${of.resource}`,
            "sort rejected desc",
            "limit 50",
        ],
    },
    {
        name: "cache-misses",
        title: "R2: GET calls that a backend answered",
        needs: ["method", "status", "backendStatus", "resource"],
        commands: (of) => [
            // The cache answers without an integration, which then has no status.
            `filter ${of.method} = "GET" and ${of.status} = 200 and ${of.backendStatus} != "-"`,
            `stats count(*) as misses by ${of.resource}`,
            "sort misses desc",
            "limit 50",
        ],
    },
];

// Fields: docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
const firewallQuery: LogQuery = {
    name: "firewall-blocks",
    title: "Requests that the firewall blocked, by rule and country",
    log: "firewall",
    text: pipeline([
        'filter action = "BLOCK"',
        "stats count(*) as blocked by terminatingRuleId, httpRequest.country",
        "sort blocked desc",
        "limit 50",
    ]),
};

// Fields: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html. Names with other characters than
// letters, digits, @ and . need backticks.
const edgeQuery: LogQuery = {
    name: "edge-5xx",
    title: "Requests that ended with 5xx at the edge, by reason",
    log: "edge",
    text: pipeline([
        "filter `sc-status` >= 500",
        "stats count(*) as failed by `x-edge-detailed-result-type`, `sc-status`, `cs-uri-stem`",
        "sort failed desc",
        "limit 50",
    ]),
};

/**
 * The queries for the logs of a stack; without those that need a field that its access log does not have.
 * @param accessLogFields the fields of a line of the access log, each with its variable of `$context`.
 * @param logs the logs that the stack has.
 */
export function logQueries(
    accessLogFields: Readonly<Record<string, string>>,
    logs: ReadonlySet<QueriedLog>,
): readonly LogQuery[] {
    const found = new Map(Object.entries(accessLogFields).map(([field, variable]) => [variable, field]));
    const fields = Object.fromEntries(
        Object.entries(variables).map(([name, variable]) => [name, found.get(variable)]),
    ) as Partial<Fields>;
    const ofAccess = accessQueries
        .filter(({ needs }) => needs.every((name) => fields[name] !== undefined))
        .map(({ name, title, commands }) => ({
            ...{ name, title },
            log: "access" as const,
            text: pipeline(commands(fields as Fields)),
        }));
    const ofHttpApi = httpQueries
        .filter(({ needsKeys = false }) => !needsKeys || logs.has("keys"))
        .map(({ name, title, log, commands }) => ({ name, title, log, text: pipeline(commands) }));
    return [...ofAccess, ...ofHttpApi, firewallQuery, edgeQuery].filter(({ log }) => logs.has(log));
}

function pipeline(commands: readonly string[]): string {
    return commands.join("\n| ");
}
