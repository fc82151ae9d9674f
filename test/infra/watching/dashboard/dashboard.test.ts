import assert from "node:assert/strict";
import { Dashboard, type DashboardArgs } from "../../../../infra/watching/dashboard/dashboard";
import { logQueries } from "../../../../infra/watching/dashboard/log-queries";
import { defaultFields } from "../../../../openapi/access-log";
import { inputsOf, record } from "../../recorder";

const stage = (name: string, isCached = true) => ({
    ...{ name, apiName: "shop", stageName: name, isCached },
    throttled: { namespace: "Gatehouse/shop", metricName: `ThrottledRequests-${name}` },
});
const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/books/0123456789abcdef";
const applicationArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0123456789abcdef";
const counted = (metricName: string) => ({ namespace: "Gatehouse/shop", metricName });
const httpApi = {
    ...{ name: "http-api", apiId: "a1b2c3", stageName: "$default" },
    ...{ throttled: counted("HttpThrottledRequests"), overPlan: counted("HttpRequestsOverPlan") },
};
const everything: DashboardArgs = {
    dashboardName: "shop",
    region: "eu-central-1",
    watched: {
        stages: [stage("Live"), stage("Test", false)],
        loadBalancers: [{ name: "books", arn, form: "network" }],
        functions: [{ name: "quotes", functionName: "shop-quotes", timeoutSeconds: 30 }],
        queues: [{ name: "events_in", queueName: "shop-in", deadLetterName: "shop-in_dead" }],
        stateMachines: [{ name: "events_flow", arn: "arn:states" }],
        databases: [{ name: "orders", identifier: "shop-orders", storageGb: 20 }],
        distributions: [{ name: "edge", distributionId: "E1" }],
        webAcls: [
            { name: "stages", metricName: "shop-stages", region: "eu-central-1" },
            { name: "edge", metricName: "shop-edge" },
        ],
        canaries: [{ name: "canary", canaryName: "shop", minutes: 5 }],
    },
    queries: logQueries(defaultFields, new Set(["access", "firewall", "edge"])),
    groups: {
        access: [{ names: ["/gatehouse/shop/Live/access", "/gatehouse/shop/Test/access"] }],
        firewall: [{ names: ["aws-waf-logs-shop-stages"] }, { names: ["aws-waf-logs-shop-edge"], region: "us-east-1" }],
        edge: [{ names: ["/gatehouse/shop/edge"], region: "us-east-1" }],
        http: [],
        keys: [],
    },
    alarmArns: ["arn:alarm-1"],
};

interface Placed {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, unknown>> & { readonly title?: string; readonly region?: string };
}

async function widgetsOf(changes: Partial<DashboardArgs> = {}): Promise<Placed[]> {
    const registered = await record(() => new Dashboard("shop", { ...everything, ...changes }));
    const { dashboardName, dashboardBody } = inputsOf(registered, "aws:cloudwatch/dashboard:Dashboard");
    assert.equal(dashboardName, "shop");
    return JSON.parse(String(dashboardBody)).widgets;
}
const find = (widgets: readonly Placed[], title: string) => {
    const found = widgets.filter(({ properties }) => properties.title === title);
    assert.equal(found.length, 1, `${found.length} widgets "${title}"`);
    return found[0]?.properties ?? {};
};

describe("Dashboard", () => {
    it("shows the four golden signals of each stage, and no widget overlaps another one", async () => {
        const widgets = await widgetsOf();
        for (const name of ["Live", "Test"])
            for (const signal of ["latency in ms", "traffic in requests a second", "errors in % of requests"])
                find(widgets, `${name}: ${signal}`);
        const cells = widgets.flatMap(({ x, y, width, height }) =>
            Array.from({ length: width * height }, (_, at) => `${x + (at % width)} ${y + Math.floor(at / width)}`),
        );
        assert.equal(new Set(cells).size, cells.length);
        assert.ok(widgets.every(({ x, width }) => x + width <= 24));
    });

    it("shows traffic beside the limit of R3, and the cache hits of R2 as a share of cached calls", async () => {
        const widgets = await widgetsOf();
        const traffic = find(widgets, "Live: traffic in requests a second");
        assert.deepEqual(traffic.metrics, [
            [
                ...["AWS/ApiGateway", "Count", "ApiName", "shop", "Stage", "Live"],
                { stat: "Sum", label: "requests", id: "requests", visible: false },
            ],
            [{ expression: "requests / PERIOD(requests)", label: "requests a second", id: "rate" }],
        ]);
        assert.deepEqual(traffic.annotations, { horizontal: [{ label: "R3: a client's limit", value: 100_000 }] });
        const [, , share] = find(widgets, "Live: R2, cache hits in %").metrics as unknown[];
        assert.deepEqual(share, [
            { expression: "100 * hits / (hits + misses)", label: "cache hits in % of cached calls", id: "share" },
        ]);
        find(widgets, "Test: R2, no cache");
    });

    it("shows evidence for R1: unhealthy targets, connections past the gateway, and calls past the distribution", async () => {
        const widgets = await widgetsOf();
        const [[search]] = find(widgets, "R1: targets that are not healthy").metrics as [[{ expression: string }]];
        assert.equal(
            search.expression,
            `SEARCH('{AWS/NetworkELB,LoadBalancer,TargetGroup} MetricName="UnHealthyHostCount" LoadBalancer="net/books/0123456789abcdef"', 'Maximum')`,
        );
        const [blocked] = find(widgets, "R1: connections past the gateway, rejected").metrics as unknown[];
        assert.deepEqual(blocked, [
            ...["AWS/NetworkELB", "SecurityGroupBlockedFlowCount_Inbound_TCP"],
            ...["LoadBalancer", "net/books/0123456789abcdef", { stat: "Sum", label: "books" }],
        ]);
        const [lock] = find(widgets, "R1: calls past the distribution, blocked").metrics as unknown[];
        assert.deepEqual(lock, [
            ...["AWS/WAFV2", "BlockedRequests", "WebACL", "shop-stages", "Rule", "origin-lock"],
            ...["Region", "eu-central-1", { stat: "Sum", label: "stages" }],
        ]);
    });

    it("shows evidence for R3 and R4: throttled calls, their clients by key id, and 403s by reason", async () => {
        const widgets = await widgetsOf();
        assert.deepEqual(find(widgets, "R3: calls that got 429").metrics, [
            ["Gatehouse/shop", "ThrottledRequests-Live", { stat: "Sum", label: "Live" }],
            ["Gatehouse/shop", "ThrottledRequests-Test", { stat: "Sum", label: "Test" }],
        ]);
        const sources = "SOURCE '/gatehouse/shop/Live/access' | SOURCE '/gatehouse/shop/Test/access' | ";
        assert.equal(
            find(widgets, "R3: requests by API key id").query,
            `${sources}stats count(*) as requests by apiKeyId\n| sort requests desc\n| limit 20`,
        );
        assert.match(String(find(widgets, "R4: calls that got 403, by reason").query), /filter status = 403/);
    });

    it("shows what is in us-east-1 from there, and everything else from the stack's region", async () => {
        const widgets = await widgetsOf();
        const regions = new Map(widgets.map(({ properties }) => [properties.title, properties.region]));
        const elsewhere = [...regions].flatMap(([title, region]) => (region === "us-east-1" ? [title] : []));
        assert.deepEqual(elsewhere, [
            "Requests that the firewall blocked, by rule and country",
            "Requests that ended with 5xx at the edge, by reason",
            "edge: requests a minute",
            "edge: errors in % of requests",
            "Edge: requests that the firewall blocked",
        ]);
        assert.deepEqual(find(widgets, "Edge: requests that the firewall blocked").metrics, [
            [...["AWS/WAFV2", "BlockedRequests", "WebACL", "shop-edge", "Rule", "ALL"], { stat: "Sum", label: "edge" }],
        ]);
        const others = new Set([...regions.values()].filter((region) => region !== "us-east-1"));
        assert.deepEqual(others, new Set([undefined, "eu-central-1"]));
    });

    it("shows the saturation of what runs behind the stages, the runs of the canary, and the alarms", async () => {
        const widgets = await widgetsOf();
        for (const title of [
            "Functions: concurrent executions",
            "Functions: throttled calls",
            "Databases: CPU in %",
            "Databases: free storage in bytes",
            "Queues: age of the oldest message in s",
            "State machines: failed executions",
            "canary: successful runs and calls in %",
        ])
            find(widgets, title);
        assert.deepEqual(find(widgets, "Alarms"), { title: "Alarms", alarms: ["arn:alarm-1"] });
        assert.equal(find(widgets, "canary: successful runs and calls in %").period, 300);
    });

    it("has no sections for what a stack does not have, and no empty widget", async () => {
        const watched = { stages: [stage("Live")] };
        const groups = { ...everything.groups, firewall: [], edge: [] };
        const widgets = await widgetsOf({ watched, groups, alarmArns: [] });
        const headings = widgets.flatMap(({ type, properties }) =>
            type === "text" ? [String(properties.markdown).split("\n")[0]] : [],
        );
        assert.deepEqual(headings, ["# shop", "## Golden signals", "## Evidence for the rules"]);
        assert.ok(widgets.every(({ type, properties }) => type !== "metric" || (properties.metrics as []).length > 0));
        assert.ok(widgets.every(({ type }) => type !== "alarm"));
    });

    it("shows an HTTP API and its application load balancer alone, without what they do not have", async () => {
        const widgets = await widgetsOf({
            watched: {
                httpApis: [httpApi],
                loadBalancers: [{ name: "http_alb", arn: applicationArn, form: "application" }],
                tables: [{ name: "http-api_usage", tableName: "shop-usage" }],
                canaryCalls: [{ name: "http-api", functionName: "shop-canary" }],
            },
            queries: logQueries({}, new Set(["http", "keys"])),
            groups: {
                ...{ access: [], firewall: [], edge: [] },
                http: [{ names: ["/aws/vendedlogs/gatehouse/shop-http/access"] }],
                keys: [{ names: ["/aws/lambda/shop-http-keys"] }],
            },
        });
        assert.deepEqual(
            widgets.flatMap(({ type, properties: { title, markdown } }) =>
                type === "text" ? [String(markdown).split("\n")[0]] : [title],
            ),
            [
                ...["# shop", "Alarms", "## HTTP API", "http-api: latency in ms"],
                ...["http-api: traffic in requests a second", "http-api: errors in % of requests"],
                ...["http-api: R3, calls above limits", "## Evidence for the rules"],
                ...["R1: targets that are not healthy", "Load balancer: errors of its own"],
                ...["Response time of targets in s, p99", "R3: calls that got 429"],
                "R4: calls that got 4xx, such as 403 without a key",
                ...["HTTP API: calls that ended with 5xx", "HTTP API: the slowest calls"],
                ...["HTTP API: R3, requests by client", "HTTP API: R3, throttled calls by route"],
                "HTTP API: R3 and R4, calls that the key function rejected, by reason",
                ...["## Behind the stages", "Tables: throttled reads and writes"],
                "Daily call of the HTTP API: failed attempts",
            ],
        );
    });

    it("shows the errors of an HTTP API as a share of its requests, by the names that its metrics have", async () => {
        const widgets = await widgetsOf({ watched: { httpApis: [httpApi] } });
        const metric = (name: string) => ["AWS/ApiGateway", name, "ApiId", "a1b2c3", "Stage", "$default"];
        assert.deepEqual(find(widgets, "http-api: errors in % of requests").metrics, [
            [...metric("Count"), { stat: "Sum", label: "requests", id: "requests", visible: false }],
            [...metric("4xx"), { stat: "Sum", label: "4xx", id: "failed0", visible: false }],
            [{ expression: "100 * failed0 / requests", label: "4xx", id: "percent0" }],
            [...metric("5xx"), { stat: "Sum", label: "5xx", id: "failed1", visible: false }],
            [{ expression: "100 * failed1 / requests", label: "5xx", id: "percent1" }],
        ]);
        const { annotations } = find(widgets, "http-api: traffic in requests a second");
        assert.deepEqual(annotations, { horizontal: [{ label: "R3: a client's limit", value: 100_000 }] });
        assert.deepEqual(find(widgets, "http-api: R3, calls above limits").metrics, [
            ["Gatehouse/shop", "HttpThrottledRequests", { stat: "Sum", label: "429, throttle" }],
            ["Gatehouse/shop", "HttpRequestsOverPlan", { stat: "Sum", label: "403, plan" }],
        ]);
    });

    it("shows load balancers of both forms, each with the namespace of its form", async () => {
        const loadBalancers = [
            { name: "http_alb", arn: applicationArn, form: "application" as const },
            { name: "books", arn, form: "network" as const },
        ];
        const widgets = await widgetsOf({ watched: { loadBalancers } });
        const [[first], [second]] = find(widgets, "R1: targets that are not healthy").metrics as [
            [{ expression: string }],
            [{ expression: string }],
        ];
        assert.match(
            first.expression,
            /^SEARCH\('\{AWS\/ApplicationELB,.* LoadBalancer="app\/shop\/0123456789abcdef"'/,
        );
        assert.match(second.expression, /^SEARCH\('\{AWS\/NetworkELB,.* LoadBalancer="net\/books\/0123456789abcdef"'/);
        const application = ["LoadBalancer", "app/shop/0123456789abcdef"];
        assert.deepEqual(find(widgets, "Load balancer: errors of its own").metrics, [
            ...[
                ["HTTPCode_ELB_5XX_Count", "http_alb 5xx"],
                ["RejectedConnectionCount", "http_alb rejected connections"],
            ].map(([name, label]) => ["AWS/ApplicationELB", name, ...application, { stat: "Sum", label }]),
        ]);
        const [active] = find(widgets, "Connections to backends").metrics as unknown[][];
        assert.deepEqual(active?.slice(0, 2), ["AWS/NetworkELB", "ActiveFlowCount"]);
    });

    it("has at most 500 widgets, and 100 alarms in one", async () => {
        const stages = Array.from({ length: 200 }, (_, index) => stage(`S${index}`));
        const alarmArns = Array.from({ length: 120 }, (_, index) => `arn:${index}`);
        const widgets = await widgetsOf({ watched: { stages }, alarmArns });
        assert.equal(widgets.length, 500);
        assert.equal((find(widgets, "Alarms").alarms as unknown[]).length, 100);
    });
});
