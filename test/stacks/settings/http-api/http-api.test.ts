import assert from "node:assert/strict";
import { listenerPriorityOf } from "../../../../stacks/settings/load-balancer/listener-priority";
import { parseSettings } from "../../../../stacks/settings/parse-settings";
import { problemsOf, validSettings } from "../example";
import { httpStack, withHttpApi } from "./http-stack";

const domain = { name: "api.example.com", hostedZone: "example.com" };

describe("the settings of an HTTP API", () => {
    it("need no stages, and have defaults", () => {
        const { stages, httpApi, apis } = parseSettings(httpStack);
        assert.deepEqual(stages, {});
        assert.deepEqual(httpApi, {
            ...httpStack.httpApi,
            defaultEndpoint: "enabled",
            detailedMetrics: false,
            canaryCall: true,
        });
        assert.equal(apis.books?.publishedBy, "http");
    });

    it("need neither plans nor clients without keys", () => {
        const { plans: _, clients: __, ...bare } = withHttpApi({ keys: "none" });
        const { plans, clients } = parseSettings(bare);
        assert.deepEqual([plans, clients], [{}, {}]);
    });

    it("can be beside those of a REST API, which keeps its own", () => {
        const apis = { ...httpStack.apis, ...validSettings.apis };
        const { stages: _, ...withoutStages } = validSettings;
        const { httpApi, plans } = httpStack;
        assert.deepEqual(problemsOf({ ...validSettings, apis, httpApi, plans }), []);
        assert.match(problemsOf({ ...withoutStages, apis, httpApi, plans }).join(), /^gatehouse:stages: /);
    });

    const rejected: readonly [settings: object, problem: RegExp][] = [
        [
            { ...httpStack, httpApi: undefined },
            /httpApi: got nothing, want a map with .*, as API "books" is published by/,
        ],
        [
            { ...validSettings, httpApi: httpStack.httpApi },
            /httpApi: got .*, want no such section unless an API has `publishedBy: http`/,
        ],
        [{ ...validSettings, bastion: {} }, /bastion: got .*, want no such section unless an API has/],
        [
            {
                ...httpStack,
                apis: { books: { ...httpStack.apis.books, runsOn: "kubernetes" } },
                cluster: validSettings.cluster,
            },
            /apis\.books\.runsOn: got "kubernetes", want fargate with `publishedBy: http`/,
        ],
        [
            { ...httpStack, apis: { books: { ...httpStack.apis.books, binaryMediaTypes: ["image/png"] } } },
            /apis\.books\.binaryMediaTypes: got .*, want no such key with `publishedBy: http`/,
        ],
        [
            { ...httpStack, stages: { Test: {} } },
            /stages: got .*, want no such section without an API that the REST API/,
        ],
        [
            { ...httpStack, gateway: { tracing: false } },
            /gateway: got .*, want no such section without an API that the REST/,
        ],
        [
            { ...httpStack, firewall: { log: "off" } },
            /firewall: got .*, want no such section .* AWS WAF protects no HTTP API/,
        ],
        [
            { ...httpStack, firewall: {} },
            /firewall: got an empty map, want no such section .* AWS WAF protects no HTTP API/,
        ],
        [{ ...httpStack, bastion: true }, /bastion: got true, want an empty map$/],
        [{ ...httpStack, bastion: { size: 1 } }, /bastion\.size: got an unknown key, want no key/],
        [{ ...httpStack, clients: { "my app": "standard" } }, /clients\.my app: got the name "my app"/],
        [{ ...httpStack, clients: { web: "constructor" } }, /clients\.web: got "constructor", want the name of a plan/],
        [
            { ...httpStack, plans: { standard: { ...httpStack.plans.standard, stages: ["Test"] } } },
            /plans\.standard\.stages\.0: got "Test", want no such name, as the stack has no stages/,
        ],
        [withHttpApi({ throttle: undefined }), /httpApi\.throttle: got nothing/],
        [
            withHttpApi({ throttle: { requestsPerSecond: 0, burst: 1 } }),
            /httpApi\.throttle\.requestsPerSecond: got 0, want a number of 1 or more/,
        ],
        [withHttpApi({ keys: undefined }), /httpApi\.keys: got nothing, want one of required, none/],
        [
            withHttpApi({ throttles: { "authors GET /": { requestsPerSecond: 1, burst: 1 } } }),
            /httpApi\.throttles\.authors GET \/: got .*, want an operation of an API that the HTTP API publishes: books/,
        ],
        [
            withHttpApi({ cors: { allowOrigins: ["*"], allowHeaders: ["Content-Type"] } }),
            /httpApi\.cors\.allowHeaders: got .*, want a list with X-Api-Key/,
        ],
        [
            withHttpApi({ cors: { allowOrigins: ["https://example.com/"] } }),
            /httpApi\.cors\.allowOrigins\.0: got "https:\/\/example\.com\/", want \* or an origin/,
        ],
        [
            withHttpApi({ defaultEndpoint: "disabled" }),
            /httpApi\.defaultEndpoint: got "disabled", want enabled without/,
        ],
        [
            withHttpApi({ domain: { ...domain, name: "api.example.org" } }),
            /httpApi\.domain\.name: got "api\.example\.org", want a name in the hosted zone, such as api\.example\.com/,
        ],
        [
            withHttpApi({
                domain: { ...domain, certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a" },
            }),
            /httpApi\.domain\.certificateArn: got .*, want a certificate in eu-central-1/,
        ],
        [
            { ...httpStack, plans: { standard: { requestsPerSecond: 400, burst: 200 } } },
            /plans\.standard\.requestsPerSecond: got 400 with a burst of 200, want at most 500 together, as with keys of the HTTP API a call is up to 2 writes to a partition of DynamoDB, which takes 1000 a second; a plan whose/,
        ],
        [
            {
                ...httpStack,
                plans: {
                    standard: { requestsPerSecond: 300, burst: 34, quota: { requests: 1_000_000, per: "month" } },
                },
            },
            /plans\.standard\.requestsPerSecond: got 300 with a burst of 34, want at most 333 together, as with keys of the HTTP API a call of a plan with a quota is up to 3 writes to a partition of DynamoDB/,
        ],
        [
            {
                ...httpStack,
                plans: {
                    standard: {
                        ...httpStack.plans.standard,
                        throttles: { "books GET /": { requestsPerSecond: 1, burst: 1 } },
                    },
                },
            },
            /plans\.standard\.throttles\.books GET \/: got .*, want no operation of an API that the HTTP API publishes/,
        ],
    ];
    for (const [settings, problem] of rejected)
        it(`reject ${problem.source.replaceAll("\\", "").split(",")[0]}`, () => {
            const problems = problemsOf({ ...settings }, "eu-central-1");
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.match(problems[0] ?? "", problem);
        });

    it("require a client that may call the HTTP API, if its keys are", () => {
        const apis = { ...httpStack.apis, ...validSettings.apis };
        const plans = { standard: { requestsPerSecond: 100, burst: 50, apis: ["pictures"] } };
        const own = { ...validSettings, apis, plans, httpApi: httpStack.httpApi };
        assert.deepEqual(problemsOf(own), [
            "gatehouse:clients: got a map, want a client whose plan has an API of the HTTP API, which requires keys",
        ]);
        assert.deepEqual(problemsOf({ ...own, httpApi: { ...httpStack.httpApi, keys: "none" } }), []);
        const { clients: _, ...without } = httpStack;
        assert.deepEqual(problemsOf(without), [
            "gatehouse:clients: got none, want a client whose plan has an API of the HTTP API, which requires keys",
        ]);
    });

    it("may have a plan whose calls, with all their writes, a partition of DynamoDB takes", () => {
        const quota = { requests: 1_000_000, per: "month" };
        const plans = {
            standard: { requestsPerSecond: 450, burst: 50 },
            metered: { requestsPerSecond: 300, burst: 33, quota },
        };
        const clients = { ...httpStack.clients, partner: "metered" };
        assert.deepEqual(problemsOf({ ...httpStack, plans, clients }), []);
    });

    it("may have a plan with higher limits whose APIs the REST API publishes", () => {
        const apis = { ...httpStack.apis, ...validSettings.apis };
        const plans = { ...httpStack.plans, bulk: { requestsPerSecond: 5000, burst: 5000, apis: ["pictures"] } };
        const clients = { ...httpStack.clients, batch: "bulk" };
        assert.deepEqual(problemsOf({ ...validSettings, apis, plans, clients, httpApi: httpStack.httpApi }), []);
    });
});

describe("the priority of an API at the load balancer of the HTTP API", () => {
    it("depends on its name alone", () => {
        assert.deepEqual(["books-service", "authors"].map(listenerPriorityOf), [20_840, 37_614]);
    });

    it("is another one for each API of a stack", () => {
        const taken = new Map<number, string>();
        for (let index = 0; ; index += 1) {
            const name = `api-${index}`;
            const other = taken.get(listenerPriorityOf(name));
            taken.set(listenerPriorityOf(name), name);
            if (other === undefined) continue;
            const { books } = httpStack.apis;
            const problems = problemsOf({ ...httpStack, apis: { [other]: books, [name]: books } });
            assert.deepEqual(problems, [
                `gatehouse:apis.${name}: got the name "${name}", want another name, as that of "${other}" gives the same priority at the load balancer`,
            ]);
            break;
        }
    });
});
