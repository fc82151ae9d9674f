import assert from "node:assert/strict";
import { deriveBody } from "../../../../../openapi/derive/body";
import { operationsOf } from "../../../../../openapi/operations";
import { parseDocument } from "../../../../../openapi/read/parse";
import { compare } from "../../../../../tools/cli/report/difference/compare";
import type { Report } from "../../../../../tools/cli/report/facts/report-schema";
import { asHtml } from "../../../../../tools/cli/report/render/html-page";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { checkedAndEnded, resource } from "../events";
import { reportOf } from "../sample";

interface Parts {
    readonly security?: string;
    readonly parameters?: string;
    readonly more?: string;
}

const bearer = "[{ bearer: [] }]";
const header = (name: string) => `{ name: ${name}, in: header, schema: { type: string } }`;
const query = (name: string) => `{ name: ${name}, in: query, schema: { type: string } }`;

/** The report of an API with one GET, published as by the program. */
function reportOn({ security = "[]", parameters = "", more = "" }: Parts, caching = true): Report {
    const text = `openapi: 3.0.3
info: { title: Catalog, version: 1.0.0 }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
paths:
  /api/ToDo:
    get:
      parameters: [${parameters}]
      security: ${security}
      responses: { "200": { description: Fine. } }
      ${more}
`;
    const apis = [{ name: "catalog", basePath: "/catalog", document: parseDocument("openapi.yaml", text) }];
    const uncached = operationsOf(apis).filter(({ cached }) => !cached);
    const settings = (methodPath: string, cachingEnabled: boolean) =>
        resource("aws:apigateway/methodSettings:MethodSettings", `live-${methodPath}`, {
            inputs: { stageName: "live", methodPath, settings: { cachingEnabled } },
        });
    const body = deriveBody({ title: "t", version: "1.0.0", apis });
    return reportOf([
        resource("aws:apigateway/restApi:RestApi", "rest", { inputs: { body } }),
        settings("*/*", caching),
        ...uncached.map(({ methodPath }) => settings(methodPath, false)),
        ...checkedAndEnded,
    ]);
}

function compared(before: Report, after: Report): Report {
    return { ...after, difference: compare(after, { commit: "c", report: before }) };
}

/** The warnings of lost keys in report.md, which are not folded. */
function warningsOf(before: Report, after: Report): string[] {
    const unfolded = asMarkdown(compared(before, after)).replaceAll(/<details>.*?<\/details>/gs, "");
    return [...unfolded.matchAll(/^- ⚠️ (.*)$/gm)].map(([, warning = ""]) => warning);
}

const lost = (parameter: string) =>
    `GET /catalog/api/ToDo: the cache key no longer has the ${parameter}: one caller may get the response to another unless the backend ignores it`;

describe("A parameter that the cache key of a GET loses", () => {
    it("is a warning rather than a change that breaks callers if it is the header of a security scheme", () => {
        const [before, after] = [reportOn({ security: bearer }), reportOn({})];
        assert.deepEqual(warningsOf(before, after), [lost('header "authorization"')]);
        const report = compared(before, after);
        const text = asMarkdown(report);
        assert.match(text, /operations: 0 added, 0 removed, 1 changed, none breaks callers/);
        assert.doesNotMatch(text, /authorization: removed/);
        assert.match(
            asHtml(report, undefined),
            /<li class="bad">GET \/catalog\/api\/ToDo: the cache key no longer has the header/,
        );
    });

    it("is a warning for a query parameter and for each of several headers", () => {
        const parameters = [query("page"), header("X-Tenant"), header("x-region"), query("sort")];
        assert.deepEqual(
            warningsOf(reportOn({ parameters: parameters.join(", ") }), reportOn({ parameters: query("sort") })),
            [lost('header "x-region"'), lost('header "x-tenant"'), lost('query parameter "page"')],
        );
    });

    it("causes no warning while another spelling of the header is in the key", () => {
        const [mixed, lower] = [
            reportOn({ parameters: header("X-tenant") }),
            reportOn({ parameters: header("x-tenant") }),
        ];
        assert.notDeepEqual(mixed.definitions, lower.definitions);
        assert.deepEqual(warningsOf(mixed, lower), []);
        assert.doesNotMatch(asMarkdown(compared(mixed, lower)), /operations:/);
    });

    it("causes no warning if the GET is not cached, before or after", () => {
        const [keyed, open] = [{ security: bearer }, {}];
        const volatile = { more: "x-content-freshness: volatile" };
        assert.deepEqual(warningsOf(reportOn(keyed), reportOn(volatile)), []);
        assert.deepEqual(warningsOf(reportOn({ ...keyed, ...volatile }), reportOn(open)), []);
        assert.deepEqual(warningsOf(reportOn(keyed, false), reportOn(open, false)), []);
    });

    it("causes no warning if the base's report has no cache keys", () => {
        const before = reportOn({ security: bearer });
        const definitions = before.definitions.map((definition) => ({
            ...definition,
            operations: definition.operations.map(({ cacheKey: _, ...operation }) => operation),
        }));
        assert.deepEqual(warningsOf({ ...before, definitions }, reportOn({})), []);
    });
});
