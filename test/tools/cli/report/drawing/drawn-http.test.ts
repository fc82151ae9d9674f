import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { asSvg } from "../../../../../tools/cli/report/drawing/diagram";
import { api, checkedAndEnded, resource, urn, violation } from "../events";
import { httpStack, keyEvents } from "../http-stack";
import { reportOf } from "../sample";

const apiType = "gatehouse:gateway:HttpApi";
const domainType = "aws:apigateway/domainName:DomainName";
const mappingType = "aws:apigatewayv2/apiMapping:ApiMapping";

const draw = (...events: EngineEvent[]) => reportOf([...events, ...checkedAndEnded]).architecture;

function waysOf({ nodes, edges }: ReturnType<typeof draw>): string[] {
    const nameOf = (id: string) =>
        nodes
            .find((node) => node.id === id)
            ?.label.slice(0, 2)
            .join(" ") ?? id;
    return edges
        .map(({ from, to, label }) => `${nameOf(from)} > ${nameOf(to)}${label === undefined ? "" : `: ${label}`}`)
        .sort();
}

const domain = [
    resource(domainType, "http-domain", { inputs: { domainName: "api.example.com" } }),
    // The id and the stage of the API are unknown before it exists.
    resource(mappingType, "http-domain", { inputs: { domainName: "api.example.com" } }),
];

describe("The drawing of an HTTP API", () => {
    it("has a node for the API, its link, the load balancer, the check of keys, the canary call and the bastion", () => {
        const { nodes } = draw(...httpStack(keyEvents));
        assert.deepEqual(
            nodes.map(({ kind, label }) => [kind, ...label]),
            [
                ["clients", "clients, by API key", "app"],
                ["api", "HTTP API", "x-http", "2 routes, by key", "500 requests/s a route, 2 with others"],
                ["link", "VPC link V2", "x-http"],
                ["backend", "application load balancer", "x-http", "1 target group"],
                ["compute", "books", "2 to 6 tasks"],
                ["service", "check of keys", "function", "2 tables", "2 keys"],
                ["service", "canary call", "rate(1 day)"],
                ["compute", "bastion", "x", "t4g.nano", "by Session Manager"],
            ],
        );
    });

    it("follows a call from the clients to the tasks, and shows who comes to the load balancer beside it", () => {
        assert.deepEqual(waysOf(draw(...httpStack(keyEvents))), [
            "HTTP API x-http > VPC link V2 x-http",
            "HTTP API x-http > check of keys function",
            "VPC link V2 x-http > application load balancer x-http",
            "application load balancer x-http > books 2 to 6 tasks",
            "bastion x > application load balancer x-http: operators",
            "canary call rate(1 day) > HTTP API x-http",
            "clients, by API key app > HTTP API x-http",
        ]);
    });

    it("has clients without names if no key is needed", () => {
        const { nodes } = draw(...httpStack());
        const labels = nodes.map(({ label }) => label);
        assert.ok(labels.some((label) => label.join() === "clients"));
        assert.ok(labels.some((label) => label.includes("2 routes, no keys")));
        assert.ok(waysOf(draw(...httpStack())).includes("clients > HTTP API x-http"));
    });

    it("follows a call by a domain name, and the canary call too", () => {
        const ways = waysOf(draw(...domain, ...httpStack(keyEvents)));
        for (const way of [
            "clients, by API key app > domain name api.example.com",
            "domain name api.example.com > HTTP API x-http",
            "canary call rate(1 day) > domain name api.example.com",
        ])
            assert.ok(ways.includes(way), `${way}\n${ways.join("\n")}`);
    });

    it("leaves out the way past a distribution that is the only one", () => {
        const edge = resource("aws:cloudfront/distribution:Distribution", "edge", {
            inputs: { origins: [{ originId: "http", domainName: "api.example.com" }] },
        });
        const ways = waysOf(draw(edge, ...domain, ...httpStack(keyEvents)));
        assert.ok(ways.includes("clients, by API key app > CloudFront edge"));
        assert.ok(ways.includes("CloudFront edge > domain name api.example.com"));
        assert.ok(ways.includes("canary call rate(1 day) > CloudFront edge"), ways.join("\n"));
        assert.ok(!ways.includes("clients, by API key app > domain name api.example.com"));
    });

    it("leaves the REST API of the same stack with its own parts", () => {
        const rest = [
            resource("aws:apigateway/stage:Stage", "live", { inputs: { stageName: "live" } }),
            resource("aws:apigateway/restApi:RestApi", "rest"),
            ...api("quotes"),
        ];
        const ways = waysOf(draw(...rest, ...httpStack(keyEvents)));
        assert.deepEqual(
            ways.filter((way) => way.startsWith("REST API") || way.startsWith("HTTP API")),
            [
                "HTTP API x-http > VPC link V2 x-http",
                "HTTP API x-http > check of keys function",
                "REST API rest > VPC link quotes",
            ],
        );
    });

    it("shows a broken rule at the part that breaks it", () => {
        const place = (types: string, name: string, policy: string) =>
            draw(...httpStack(keyEvents), violation(policy, urn(types, name), "It is broken."))
                .nodes.filter(({ broken }) => broken.length > 0)
                .map(({ label, broken }) => [label[0], ...broken]);
        assert.deepEqual(place(`${apiType}$aws:apigatewayv2/api:Api`, "x-http", "r2-cached-content"), [
            ["HTTP API", "R2"],
        ]);
        assert.deepEqual(place("gatehouse:network:Bastion$aws:ec2/instance:Instance", "x-bastion", "r1-private-aws"), [
            ["bastion", "R1"],
        ]);
    });

    it("can be laid out", async () => {
        assert.match(await asSvg(draw(...domain, ...httpStack(keyEvents))), />VPC link V2</);
    });
});
