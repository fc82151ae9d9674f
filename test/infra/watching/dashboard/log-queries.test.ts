import assert from "node:assert/strict";
import type { AuthorizerEvent, AuthorizerResult } from "../../../../functions/http-api/key-authorizer";
import { accessLogFields } from "../../../../infra/gateway/http/stage";
import { logQueries, type QueriedLog } from "../../../../infra/watching/dashboard/log-queries";
import { SavedQueries } from "../../../../infra/watching/dashboard/saved-queries";
import { defaultFields } from "../../../../openapi/access-log";
import { record } from "../../recorder";

const all: ReadonlySet<QueriedLog> = new Set(["access", "firewall", "edge", "http", "keys"]);

// The commands that the queries use, as docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html has them.
const field = "(?:@?[A-Za-z][A-Za-z0-9_.]*|`[A-Za-z()-]+`)";
const condition = `${field} (?:=|!=|>=|<=|>|<) (?:\\d+|"[^"]*")`;
const commands = [
    `fields ${field}(?:, ${field})*`,
    `filter ${condition}(?: and ${condition})*`,
    `filter ispresent\\(${field}\\)`,
    `stats count\\(\\*\\) as ${field} by ${field}(?:, ${field})*`,
    `sort ${field} (?:asc|desc)`,
    "limit \\d+",
].map((pattern) => new RegExp(`^${pattern}$`));

describe("logQueries", () => {
    it("are commands of Logs Insights that refer to fields of the log or of an earlier command", () => {
        const queries = logQueries(defaultFields, all);
        assert.equal(queries.length, 13);
        for (const { name, text } of queries) {
            const parts = text.split("\n| ");
            for (const part of parts)
                assert.ok(
                    commands.some((form) => form.test(part)),
                    `${name}: ${part}`,
                );
            const [, sorted] = /sort (\S+)/.exec(text) ?? [];
            assert.ok(sorted && text.indexOf(sorted) <= text.indexOf(`sort ${sorted}`), `${name} sorts by ${sorted}`);
            assert.ok(text.length <= 10_000);
        }
    });

    it("show a key by its id, and never a field with another value of a key", () => {
        const fields = { ...defaultFields, apiKeyId: "$context.identity.apiKeyId", key: "$context.identity.apiKey" };
        for (const { text } of logQueries(fields, all)) assert.doesNotMatch(text, /\bkey\b/);
    });

    it("use the names that the access log has, and leave out queries whose fields it lacks", () => {
        const fields = {
            code: "$context.status",
            client: "$context.identity.apiKeyId",
            why: "$context.error.responseType",
        };
        const queries = logQueries(fields, new Set(["access"]));
        assert.deepEqual(
            queries.map(({ name, text }) => [name, text]),
            [
                ["top-clients", "stats count(*) as requests by client\n| sort requests desc\n| limit 20"],
                [
                    "throttled-clients",
                    "filter code = 429\n| stats count(*) as throttled by client, why\n| sort throttled desc\n| limit 20",
                ],
            ],
        );
    });

    it("read fields that the log of an HTTP API has, or that its key function writes", () => {
        const written: Required<AuthorizerResult["context"]> & Pick<AuthorizerEvent, "routeKey"> = {
            ...{ client: "shop", plan: "standard", reason: "rate exceeded", routeKey: "GET /api/books" },
        };
        const known = { http: accessLogFields, keys: written };
        for (const { log, name, text } of logQueries({}, new Set(["http", "keys"]))) {
            assert.ok(log === "http" || log === "keys");
            const own = [...text.matchAll(/(?:^|\| )(?:fields (.+)|filter (?:ispresent\()?(\w+)|stats .* by (.+))/g)]
                .flatMap(([, ...groups]) => groups.flatMap((group) => group?.split(", ") ?? []))
                .filter((one) => one !== "@timestamp");
            assert.ok(own.length > 0, name);
            for (const one of own) assert.ok(Object.hasOwn(known[log], one), `${name}: ${one}`);
        }
    });

    it("are not by client for an HTTP API that demands no keys", () => {
        const names = logQueries({}, new Set(["http"])).map(({ name }) => name);
        assert.deepEqual(names, ["http-errors", "http-slowest-calls", "http-throttled-routes"]);
    });

    it("are only those for logs that the stack has", () => {
        const named = (...logs: QueriedLog[]) => logQueries(defaultFields, new Set(logs)).map(({ name }) => name);
        assert.deepEqual(named("edge"), ["edge-5xx"]);
        assert.deepEqual(named("firewall"), ["firewall-blocks"]);
        assert.deepEqual(named(), []);
    });
});

describe("SavedQueries", () => {
    it("are saved in a folder of the stack, in each region that has such logs", async () => {
        const registered = await record(
            () =>
                new SavedQueries("shop", {
                    stackName: "shop",
                    queries: logQueries(defaultFields, new Set(["firewall"])),
                    groups: {
                        access: [],
                        firewall: [{ names: ["aws-waf-logs-a"] }, { names: ["aws-waf-logs-b"], region: "us-east-1" }],
                        edge: [],
                        http: [],
                        keys: [],
                    },
                }),
        );
        const saved = registered.filter(({ type }) => type === "aws:cloudwatch/queryDefinition:QueryDefinition");
        assert.deepEqual(
            saved.map(({ name, inputs }) => [name, inputs.name, inputs.logGroupNames, inputs.region]),
            [
                ["firewall-blocks", "shop/firewall-blocks", ["aws-waf-logs-a"], undefined],
                ["firewall-blocks-2", "shop/firewall-blocks-2", ["aws-waf-logs-b"], "us-east-1"],
            ],
        );
    });

    it("read at most 50 log groups", async () => {
        const names = Array.from({ length: 60 }, (_, index) => `group-${index}`);
        const queries = logQueries(defaultFields, new Set(["edge"]));
        const groups = { access: [], firewall: [], edge: [{ names }], http: [], keys: [] };
        const registered = await record(() => new SavedQueries("shop", { stackName: "shop", queries, groups }));
        const [saved] = registered.filter(({ type }) => type === "aws:cloudwatch/queryDefinition:QueryDefinition");
        assert.deepEqual(saved?.inputs.logGroupNames, names.slice(0, 50));
    });
});
