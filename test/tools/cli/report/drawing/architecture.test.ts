import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { asSvg } from "../../../../../tools/cli/report/drawing/diagram";
import type { Architecture } from "../../../../../tools/cli/report/facts/report-schema";
import { asMermaid } from "../../../../../tools/cli/report/sections/architecture";
import { backendOutputs } from "../../../backend-outputs";
import { api, checkedAndEnded, component, resource, urn, violation } from "../events";
import { hostileEvents, reportOf } from "../sample";

const [link, service] = ["aws:apigateway/vpcLink:VpcLink", "kubernetes:core/v1:Service"];

const gateway = [
    resource("aws:apigateway/apiKey:ApiKey", "web"),
    resource("aws:apigateway/stage:Stage", "live", { inputs: { stageName: "live", cacheClusterSize: "0.5" } }),
    resource("aws:apigateway/restApi:RestApi", "rest"),
    resource("aws:ec2/vpc:Vpc", "vpc", { inputs: { cidrBlock: "10.0.0.0/16" } }),
    resource("aws:eks/cluster:Cluster", "eks", { inputs: { version: "1.35" } }),
];

function draw(...events: EngineEvent[]): Architecture {
    return reportOf([...gateway, ...events, ...checkedAndEnded]).architecture;
}

const ways = ({ edges }: Architecture) =>
    edges.map(({ from, to }) => `${from.split("::").at(-1)} > ${to.split("::").at(-1)}`);

const distribution = "aws:cloudfront/distribution:Distribution";
const firewalled = urn("gatehouse:edge:WebAcl", "stages");

/** A distribution before the stage, with a firewall of each, and a site. */
const edge = (origin: object = {}) => [
    resource("aws:wafv2/webAcl:WebAcl", "edge-acl", { inputs: { scope: "CLOUDFRONT", rules: [{}, {}, {}] } }),
    resource("aws:wafv2/webAcl:WebAcl", "stages-acl", {
        inputs: { scope: "REGIONAL", rules: [{}] },
        parent: firewalled,
    }),
    resource("aws:wafv2/webAclAssociation:WebAclAssociation", "live", { parent: firewalled }),
    resource("aws:s3/bucket:Bucket", "pages", { parent: urn("gatehouse:edge:Site", "site") }),
    resource("aws:cloudfront/cachePolicy:CachePolicy", "policy"),
    resource(distribution, "edge", {
        inputs: {
            aliases: ["www.example.com"],
            origins: [{ originId: "stage-live", ...origin }, { originId: "site" }],
        },
    }),
];

describe("The picture of a stack", () => {
    it("follows a request from the clients to the pods of each API, without links between APIs", () => {
        assert.deepEqual(ways(draw(...api("a"), ...api("b"))).sort(), [
            "a > a-lb",
            "a-lb > a",
            "b > b-lb",
            "b-lb > b",
            "clients > live",
            "live > rest",
            "rest > a",
            "rest > b",
        ]);
    });

    it("follows a request from the name through the distribution and the firewall to the stage, and to the site", () => {
        const picture = draw(...edge());
        assert.deepEqual(ways(picture), [
            "clients > edge",
            "edge > edge",
            "edge > stages-acl",
            "edge > pages",
            "stages-acl > live",
            "live > rest",
        ]);
        const shown = picture.nodes.filter(({ kind }) => ["domain", "edge", "firewall", "site"].includes(kind));
        assert.deepEqual(
            shown.map(({ kind, label }) => [kind, ...label]),
            [
                ["domain", "name", "www.example.com"],
                ["edge", "CloudFront", "edge", "firewall of 3 rules"],
                ["firewall", "firewall", "stages-acl", "1 rule"],
                ["site", "site in a bucket", "pages"],
            ],
        );
        assert.deepEqual(
            picture.edges.filter(({ broken }) => broken),
            [],
        );
    });

    it("leads from the distribution through an API's domain name, and past the distribution only if it is open", () => {
        const name = "origin.example.com";
        const domain = [
            resource("aws:apigateway/domainName:DomainName", "domain", { inputs: { domainName: name } }),
            resource("aws:apigateway/basePathMapping:BasePathMapping", "mapping", {
                inputs: { domainName: name, stageName: "live", basePath: "v1" },
            }),
        ];
        const through = draw(...edge({ domainName: name }), ...domain);
        assert.deepEqual(ways(through).slice(0, 5), [
            "clients > edge",
            "edge > edge",
            "edge > domain",
            "edge > pages",
            "domain > stages-acl",
        ]);
        assert.ok(!ways(through).includes("clients > domain"));
        const open = draw(
            ...edge({ domainName: name }),
            ...domain,
            violation("r1-network-paths", urn(distribution, "edge"), "open"),
        );
        assert.deepEqual(
            open.edges.filter(({ broken }) => broken).map(({ from, to }) => [from, to.split("::").at(-1)]),
            [
                ["clients", "domain"],
                ["clients", "stages-acl"],
            ],
        );
    });

    it("marks rules of the edge where they break", () => {
        const picture = draw(
            ...edge(),
            violation("r4-usage-plans", urn("aws:cloudfront/cachePolicy:CachePolicy", "policy"), "no key"),
            violation("r1-network-paths", urn(distribution, "edge"), "open"),
            violation("r1-network-paths", urn("aws:wafv2/webAclAssociation:WebAclAssociation", "live"), "ignored"),
        );
        const broken = picture.nodes.filter((each) => each.broken.length > 0);
        assert.deepEqual(
            broken.map(({ kind, broken }) => [kind, ...broken.sort()]),
            [
                ["edge", "R1", "R4"],
                ["firewall", "R1"],
            ],
        );
        assert.ok(picture.nodes.every(({ kind }) => kind !== "internet" && kind !== "other"));
    });

    it("has a firewall before a stage without a distribution", () => {
        const [, acl, association] = edge();
        assert.ok(acl && association);
        assert.deepEqual(ways(draw(acl, association)), ["clients > stages-acl", "stages-acl > live", "live > rest"]);
    });

    it("marks the place of a broken rule, and paths that bypass the gateway", () => {
        const picture = draw(
            ...api("a"),
            violation("r1-private-kubernetes", urn(service, "a-lb"), "public"),
            resource(service, "shortcut"),
            violation("r1-private-kubernetes", urn(service, "shortcut"), "public"),
            violation("r1-private-aws", urn("aws:eks/cluster:Cluster", "eks"), "open"),
            violation("r4-usage-plans", urn("aws:apigateway/apiKey:ApiKey", "web"), "no plan"),
            violation("r1-private-aws", urn("aws:lb/loadBalancer:LoadBalancer", "other"), "public"),
        );
        const broken = Object.fromEntries(
            [...picture.nodes, ...picture.groups]
                .filter(({ broken }) => broken.length > 0)
                .map((at) => [at.id, at.broken]),
        );
        const shortcut = `other-${urn(service, "shortcut")}`;
        const other = `other-${urn("aws:lb/loadBalancer:LoadBalancer", "other")}`;
        assert.deepEqual(broken, {
            clients: ["R4"],
            cluster: ["R1"],
            [urn(service, "a-lb")]: ["R1"],
            [shortcut]: ["R1"],
            [other]: ["R1"],
        });
        const past = picture.edges.filter((edge) => edge.broken).map(({ from, to }) => [from, to]);
        assert.deepEqual(
            past.sort(),
            [
                ["internet", other],
                ["internet", shortcut],
                ["internet", urn(service, "a-lb")],
            ].sort(),
        );
    });

    it("draws the load balancer of any kind of compute in its group, once if APIs share it", () => {
        const shared = { name: "shared", urn: "urn:pulumi:x::gatehouse::some:type:Lb::shared" };
        const outputs = (name: string) =>
            backendOutputs(name, {
                compute: {
                    urn: `urn:pulumi:x::gatehouse::some:type:Service::${name}`,
                    unit: "tasks",
                    location: "network",
                },
                loadBalancer: shared,
            });
        const picture = draw(
            resource(link, "shared", { parent: urn("gatehouse:gateway:BackendLink", "shared") }),
            ...component("other:kind:OfCompute", "a", outputs("a")),
            ...component("other:kind:OfCompute", "b", outputs("b")),
        );
        assert.deepEqual(ways(picture).slice(-4), ["rest > shared", "shared > shared", "shared > a", "shared > b"]);
        assert.deepEqual(
            picture.nodes.slice(-3).map(({ kind, label, group }) => [kind, ...label, group]),
            [
                ["backend", "load balancer", "shared", "network"],
                ["compute", "a", "2 to 6 tasks", "network"],
                ["compute", "b", "2 to 6 tasks", "network"],
            ],
        );
    });

    it("has the links into the cluster together, so that no way crosses another", () => {
        const backend = (name: string, location: "cluster" | "network") =>
            component(
                "other:kind:OfCompute",
                name,
                backendOutputs(name, { compute: { urn: urn("some:type:Service", name), location } }),
            );
        const links = ["a", "b", "c"].map((name) =>
            resource(link, name, { parent: urn("gatehouse:gateway:BackendLink", name) }),
        );
        const picture = draw(
            ...links,
            ...backend("a", "cluster"),
            ...backend("b", "network"),
            ...backend("c", "cluster"),
        );
        const order = picture.nodes.filter(({ kind }) => kind === "link").map(({ label }) => label.at(-1));
        assert.deepEqual(order, ["a", "c", "b"]);
    });

    it("draws the proxy in front of several APIs once, between their load balancer and them", () => {
        const deployment = "kubernetes:apps/v1:Deployment";
        const shared = { name: "gateway", urn: urn(service, "gateway-lb") };
        const proxy = { urn: urn(deployment, "gateway"), unit: "pods", min: 2, max: 6 };
        const behind = (name: string) =>
            component("gatehouse:workloads:Workload", name, {
                ...backendOutputs(name, { compute: { urn: urn(deployment, name) }, loadBalancer: shared }),
                proxy,
            });
        const parent = urn("gatehouse:gateway:BackendLink", "gateway");
        const picture = draw(resource(link, "gateway", { parent }), ...behind("a"), ...behind("b"));
        assert.deepEqual(ways(picture).slice(-5), [
            "rest > gateway",
            "gateway > gateway-lb",
            "gateway-lb > gateway",
            "gateway > a",
            "gateway > b",
        ]);
        assert.deepEqual(
            picture.nodes.slice(-4).map(({ kind, label }) => [kind, ...label]),
            [
                ["backend", "load balancer", "gateway-lb"],
                ["compute", "gateway", "2 to 6 pods"],
                ["compute", "a", "2 to 6 pods"],
                ["compute", "b", "2 to 6 pods"],
            ],
        );
    });

    it("draws a Lambda function in no group, directly behind the API", () => {
        const outputs = {
            backend: { kind: "lambda", api: "quotes", healthPath: "/readyz" },
            environment: {},
            function: {
                urn: urn("aws:lambda/function:Function", "quotes"),
                name: "x_quotes",
                memory: 512,
                provisioned: 2,
            },
        };
        const picture = draw(...component("gatehouse:backends:ApiFunction", "quotes", outputs));
        assert.deepEqual(ways(picture).slice(-1), ["rest > quotes"]);
        const node = picture.nodes.at(-1);
        assert.deepEqual(
            [node?.kind, node?.label, node?.group],
            ["function", ["function", "quotes", "512 MB", "2 ready at each stage"], undefined],
        );
    });

    it("draws databases in the network, each behind its API, and a function that has one there too", () => {
        const database = (name: string, parent: string, inputs: object) =>
            resource("aws:rds/instance:Instance", name, { parent, inputs });
        const mysql = { engine: "mysql", engineVersion: "8.4", instanceClass: "db.t4g.small", multiAz: true };
        const functionUrn = urn("aws:lambda/function:Function", "quotes");
        const outputs = {
            backend: { kind: "lambda", api: "quotes", healthPath: "/readyz" },
            environment: {},
            function: { urn: functionUrn, name: "x_quotes", memory: 512, provisioned: 0 },
        };
        const picture = draw(
            ...api("a"),
            resource("aws:lambda/function:Function", "quotes", { inputs: { vpcConfig: { subnetIds: ["subnet-1"] } } }),
            ...component("gatehouse:backends:ApiFunction", "quotes", outputs),
            database("a-db", urn("gatehouse:database:Database", "a"), mysql),
            database("quotes-db", urn("gatehouse:database:Database", "quotes"), { engine: "postgres" }),
            database("other", "", { engine: "oracle-se2", instanceClass: "db.m5.large" }),
        );
        assert.deepEqual(ways(picture).slice(-2), ["a > a-db", "quotes > quotes-db"]);
        const nodes = picture.nodes.filter(({ kind }) => kind === "database" || kind === "function");
        assert.deepEqual(
            nodes.map(({ label, group }) => [label.join(), group]),
            [
                ["function,quotes,512 MB", "network"],
                ["database,a-db,MySQL 8.4,db.t4g.small,with a standby", "network"],
                ["database,other,oracle-se2,db.m5.large", "network"],
                ["database,quotes-db,PostgreSQL,class unknown", "network"],
            ],
        );
    });

    it("leads clients through a domain name to its stages, and past it only at an enabled default endpoint", () => {
        const mapping = "aws:apigatewayv2/apiMapping:ApiMapping";
        const domainName = "api.shop.dev";
        const named = (disableExecuteApiEndpoint: boolean) =>
            draw(
                resource("aws:apigateway/domainName:DomainName", "name", { inputs: { domainName } }),
                resource(mapping, "root", { inputs: { domainName, stage: "live" } }),
                resource(mapping, "v1", { inputs: { domainName, stage: "live", apiMappingKey: "v1" } }),
                resource(mapping, "other", { inputs: { domainName: "other.shop.dev", stage: "live" } }),
                resource("aws:apigateway/restApi:RestApi", "rest", { inputs: { disableExecuteApiEndpoint } }),
                violation("r1-private-paths", urn(mapping, "v1"), "elsewhere"),
            );
        const closed = named(true);
        assert.deepEqual(ways(closed), ["clients > name", "name > live", "live > rest"]);
        const node = closed.nodes.find(({ kind }) => kind === "domain");
        assert.deepEqual([node?.label, node?.broken], [["domain name", domainName, "/ → live", "/v1 → live"], ["R1"]]);
        assert.deepEqual(ways(named(false)), ["clients > name", "name > live", "clients > live", "live > rest"]);
    });

    it("omits deleted resources", () => {
        const gone = resource(link, "gone", { op: "delete" });
        assert.ok(!draw(gone).nodes.some(({ label }) => label.includes("gone")));
    });

    it("contains every node, each linked to its resource", async () => {
        const picture = draw(...Array.from({ length: 50 }, (_, index) => api(`api-${index}`)).flat());
        const svg = await asSvg(picture);
        assert.equal(svg.match(/class="node /g)?.length, picture.nodes.length);
        assert.equal(svg.match(/class="edge /g)?.length, picture.edges.length);
        assert.ok((svg.match(/xlink:href="#r-[0-9a-f]{12}"/g)?.length ?? 0) >= 152);
    });

    it("has the zones in their order from top to bottom", async () => {
        const zones = ["a", "b", "c"].map((name) =>
            resource("aws:ec2/subnet:Subnet", name, { inputs: { availabilityZone: `zone-${name}` } }),
        );
        const svg = await asSvg(draw(...zones, ...api("a")));
        const rows = [...svg.matchAll(/ y="([-\d.]+)"[^>]*>zone&#45;(.)</g)];
        const fromTop = rows.sort((a, b) => Number(a[1]) - Number(b[1])).map(([, , zone]) => zone);
        assert.deepEqual(fromTop, ["a", "b", "c"]);
    });

    it("has one line with a branch for each API if there are many", async () => {
        const branches = async (count: number) => {
            const svg = await asSvg(draw(...Array.from({ length: count }, (_, index) => api(`api-${index}`)).flat()));
            return svg.match(/d="M[-\d.]+,[-\d.]+V[-\d.]+H[-\d.]+"/g)?.length ?? 0;
        };
        assert.equal(await branches(50), 49);
        assert.equal(await branches(2), 0);
    });

    it("escapes hostile names in labels", async () => {
        const picture = reportOf(hostileEvents).architecture;
        assert.doesNotMatch(await asSvg(picture), /<script|<img|<!--/);
        assert.doesNotMatch(asMermaid(picture), /<script|`|@|alert\(/);
    });
});
