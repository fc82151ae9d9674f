import { type RuleId, rules } from "../../../policy/contract/rules";
import { catalogue } from "../../../policy/pack/catalogue";
import { dollars, hoursPerMonth } from "../report/cost/amount";
import { keyCheck } from "../report/cost/cost-http";
import type { PriceTable } from "../report/cost/price-schema";
import { readPrices } from "../report/cost/price-table";
import { breakEven, gigabytesOfMillion, type Publisher, publisherCost } from "../report/cost/publisher-costs";
import { features } from "./http-features";

/** The page that compares REST and HTTP APIs. */
export const httpChoicePage = "docs/gateway/http-api.md";

const titles: Readonly<Record<Publisher, string>> = {
    rest: "REST API",
    http: "HTTP API without keys",
    httpWithKeys: "HTTP API with keys",
    httpWithQuota: "HTTP API with keys and quotas",
    httpAtEdge: "HTTP API with keys behind CloudFront",
};

const publishers = Object.keys(titles) as Publisher[];

/** Calls in a month for which the table has prices, in millions. */
const amounts = [1, 10, 100];

/** The verdicts of the policy pack, with the policy that finds a violation or asks for a review. */
const verdicts: Readonly<Record<RuleId, Readonly<Record<Exclude<Publisher, "httpWithQuota">, string>>>> = {
    R1: { rest: "holds", http: "holds", httpWithKeys: "holds", httpAtEdge: "holds" },
    R2: {
        rest: "holds: cache of the stage",
        http: "violation: `r2-cached-content`",
        httpWithKeys: "violation: `r2-cached-content`",
        httpAtEdge: "holds: cache of the distribution, by key, which mutual TLS makes the only way",
    },
    R3: { rest: "holds", http: "holds", httpWithKeys: "holds", httpAtEdge: "holds" },
    R4: {
        rest: "holds",
        http: "violation: `r4-usage-plans`",
        httpWithKeys: "a key is demanded; that it is valid is code, for review: `r4-authorizer-keys`",
        httpAtEdge: "a key is demanded; that it is valid is code, for review: `r4-authorizer-keys`",
    },
};

/**
 * REST and HTTP APIs side by side in Markdown: the rules that hold, the features, the price of calls, and from how many calls on which of
 * them costs less.
 */
export function httpChoice(): string {
    const prices = readPrices();
    return [
        "### Rules",
        "",
        ...rulesTable(),
        "",
        "### Features",
        "",
        "| feature | REST API | HTTP API | source |",
        "| --- | --- | --- | --- |",
        ...features.map(({ what, rest, http, source }) => `| ${what} | ${rest} | ${http} | ${linkTo(source)} |`),
        "",
        "### Price",
        "",
        ...pricesTable(prices),
        "",
        ...priceNotes(prices),
    ].join("\n");
}

function rulesTable(): string[] {
    const columns = ["rest", "http", "httpWithKeys", "httpAtEdge"] as const;
    return [
        `| rule | ${columns.map((publisher) => titles[publisher]).join(" | ")} |`,
        "| --- | --- | --- | --- | --- |",
        ...Object.entries(verdicts).map(([id, own]) => {
            const cells = columns.map((publisher) => withLinks(own[publisher]));
            return `| **${id}** ${rules[id as RuleId]} | ${cells.join(" | ")} |`;
        }),
    ];
}

function withLinks(verdict: string): string {
    return verdict.replaceAll(/`([^`]+)`/g, (_, name: string) => {
        if (!catalogue().some((policy) => policy.name === name)) throw new Error(`no policy is named "${name}"`);
        return `[\`${name}\`](../../policy/README.md#${name})`;
    });
}

function linkTo(page: string): string {
    return `[${page}](https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html)`;
}

function pricesTable(prices: PriceTable): string[] {
    const cells = (calls: number) => publishers.map((publisher) => dollars(publisherCost(publisher, calls, prices)));
    return [
        `| calls a month | ${publishers.map((publisher) => titles[publisher]).join(" | ")} |`,
        `| --- |${" ---: |".repeat(publishers.length)}`,
        ...[0, ...amounts].map(
            (calls) => `| ${calls === 0 ? "none" : `${calls} million`} | ${cells(calls).join(" | ")} |`,
        ),
    ];
}

function priceNotes(prices: PriceTable): string[] {
    const { fixed, usage, region, asOf } = prices;
    const task = (0.25 * fixed.fargateCpuHour.usd + 0.5 * fixed.fargateGbHour.usd) * hoursPerMonth;
    const saving = publisherCost("rest", 10, prices) - publisherCost("httpWithKeys", 10, prices);
    return [
        `- List prices of ${region}, as of ${asOf}: only the costs that depend on the choice, which are the calls, the load balancer, and the smallest cache of a stage, the check of a key or a distribution. The servers, logs and data to clients cost as much in each column.`,
        `- Calls have ${gigabytesOfMillion(prices)} KB; an HTTP API bills one of more than 512 KB as several. A load balancer has at least one capacity unit all the time.`,
        `- A check of a key: an invocation of ${keyCheck.milliseconds} ms with 256 MB, and a write to DynamoDB for the rate. With a quota, or in a burst, it is ${keyCheck.writes} writes, with both up to 3. Reads are few: an instance knows a client for ${keyCheck.cacheSeconds} s.`,
        `- Behind CloudFront, every call is taken to miss its cache. A hit costs ${dollars(usage.edgeRequestsMillion.usd)} a million, and neither reaches the HTTP API nor counts against a limit.`,
        ...publishers.slice(1).map((publisher) => `- ${comparedToRest(publisher, prices)}`),
        `- The cache of a REST API does not lower the price of a call, but hits do not reach the servers, of which it may need fewer. At 10 million calls a month it costs ${dollars(saving)} more than an HTTP API with keys, the price of ${(saving / task).toFixed(1)} tasks of 0.25 vCPU and 0.5 GB on Fargate.`,
    ];
}

function comparedToRest(publisher: Publisher, prices: PriceTable): string {
    const title = `An ${titles[publisher]}`;
    const at = breakEven(publisher, "rest", prices);
    if (publisherCost(publisher, 0, prices) > publisherCost("rest", 0, prices))
        throw new Error(`${title} costs more than a REST API without calls: the sentence has to be another one`);
    return at === undefined
        ? `${title} costs less than a REST API at any number of calls.`
        : `${title} costs less than a REST API up to about ${Number(at.toPrecision(2)).toLocaleString("en")} million calls a month, and more above that.`;
}
