import assert from "node:assert/strict";
import { ApplicationLoadBalancer, type PathRule } from "../../../infra/backends/application-load-balancer";
import { FargateCluster } from "../../../infra/backends/fargate/cluster";
import { FargateService, type FargateServiceArgs } from "../../../infra/backends/fargate/service";
import { inputsOf, listed, outputsOf, record } from "../recorder";

const placed = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };
const service: FargateServiceArgs = {
    family: "shop-books",
    image: "registry.example.com/books:1",
    architecture: "arm64",
    port: 8080,
    environment: {},
    secrets: {},
    cpu: 0.25,
    memoryMib: 512,
    replicas: 2,
    maxReplicas: 6,
    healthPath: "/api/books/health",
};
const rule: PathRule = { basePath: "/api/books", removesBasePath: false, priority: 4711 };

const build = (changes: Partial<PathRule> = {}, name = "shop-http") =>
    record(() => {
        const cluster = new FargateCluster("shop", { ...placed, logRetentionDays: 30 });
        const loadBalancer = new ApplicationLoadBalancer(name, { ...placed, linkName: "http_alb" });
        const args = { ...service, ...rule, ...changes };
        new FargateService<PathRule>("books", args, { cluster, loadBalancer, routes: [] });
    });

const types = {
    balancer: "aws:lb/loadBalancer:LoadBalancer",
    group: "aws:lb/targetGroup:TargetGroup",
    rule: "aws:lb/listenerRule:ListenerRule",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    service: "aws:ecs/service:Service",
} as const;

describe("ApplicationLoadBalancer", () => {
    it("is internal in the given subnets, and drops headers that servers may read in different ways", async () => {
        assert.deepEqual(inputsOf(await build(), types.balancer), {
            internal: true,
            loadBalancerType: "application",
            subnets: placed.subnetIds,
            securityGroups: ["shop-http-balancer_id"],
            dropInvalidHeaderFields: true,
            idleTimeout: 60,
        });
    });

    it("has one listener for all APIs, which answers 404 without them", async () => {
        const { defaultActions, ...listener } = inputsOf(await build(), "aws:lb/listener:Listener");
        assert.deepEqual(listener, { loadBalancerArn: "arn:shop-http", port: 80, protocol: "HTTP" });
        assert.deepEqual(defaultActions, [
            {
                type: "fixed-response",
                fixedResponse: {
                    contentType: "application/json",
                    statusCode: "404",
                    messageBody: '{"message":"Not Found"}',
                },
            },
        ]);
    });

    it("forwards the paths of an API, and those below, to tasks that return 200 at its health path", async () => {
        const registered = await build();
        assert.deepEqual(inputsOf(registered, types.rule), {
            listenerArn: "arn:shop-http",
            priority: 4711,
            conditions: [{ pathPattern: { values: ["/api/books", "/api/books/*"] } }],
            actions: [{ type: "forward", targetGroupArn: "arn:books" }],
        });
        const { healthCheck, ...group } = inputsOf(registered, types.group);
        assert.deepEqual(group, {
            vpcId: "vpc-1",
            targetType: "ip",
            protocol: "HTTP",
            port: 80,
            deregistrationDelay: 30,
        });
        const { protocol, path, port, matcher } = healthCheck as Record<string, unknown>;
        assert.deepEqual([protocol, path, port, matcher], ["HTTP", "/api/books/health", "traffic-port", "200"]);
    });

    it("removes the base path of an API that does not see it, and nothing else", async () => {
        const registered = await build({ basePath: "/v1.0/quotes", removesBasePath: true });
        const { transforms } = inputsOf(registered, types.rule);
        const [transform] = transforms as { type: string; urlRewriteConfig: { rewrite: Record<string, string> } }[];
        assert.ok(transform !== undefined);
        assert.equal(transform.type, "url-rewrite");
        const { regex = "", replace = "" } = transform.urlRewriteConfig.rewrite;
        const rewritten = (url: string) => url.replace(new RegExp(regex), replace);
        for (const [url, wanted] of [
            ["/v1.0/quotes", "/"],
            ["/v1.0/quotes/", "/"],
            ["/v1.0/quotes/7", "/7"],
            ["/v1.0/quotes/7/lines/?page=2", "/7/lines/?page=2"],
            ["/v1.0/quotes?page=2", "/?page=2"],
            ["/v1.0/quotes/v1.0/quotes", "/v1.0/quotes"],
            ["/v1x0/quotes/7", "/v1x0/quotes/7"],
        ] as const)
            assert.equal(rewritten(url), wanted, url);
        const { backend } = outputsOf(registered, "gatehouse:fargate:Service") as { backend: { host: string } };
        assert.equal(backend.host, "shop-http.elb.eu-central-1.amazonaws.com:80/v1.0/quotes");
        assert.ok(!("transforms" in inputsOf(await build(), types.rule)));
    });

    it("opens only the way from itself to the targets, and no port", async () => {
        const registered = await build();
        const port = { ipProtocol: "tcp", fromPort: 8080, toPort: 8080 };
        const own = "shop-http-balancer_id";
        const way = { securityGroupId: own, referencedSecurityGroupId: "books-tasks_id", ...port };
        assert.deepEqual(inputsOf(registered, types.egress, "books-balancer"), way);
        assert.deepEqual(inputsOf(registered, types.ingress, "books-balancer"), {
            ...way,
            securityGroupId: "books-tasks_id",
            referencedSecurityGroupId: own,
        });
        const group = inputsOf(registered, types.securityGroup, "shop-http-balancer");
        assert.ok(!("ingress" in group) && !("egress" in group));
        assert.ok(!registered.some(({ type, inputs }) => type === types.ingress && inputs.securityGroupId === own));
    });

    it("is there before the service, whose outputs tell its form", async () => {
        const registered = await build();
        const { dependencies = [] } = registered.find(({ type }) => type === types.service) ?? {};
        for (const wanted of [`${types.rule} books`, `${types.egress} books-balancer`])
            assert.ok(dependencies.includes(wanted), wanted);
        assert.deepEqual(outputsOf(registered, "gatehouse:fargate:Service")?.loadBalancer, {
            urn: `urn:pulumi:test::gatehouse::gatehouse:backends:ApplicationLoadBalancer$${types.balancer}::shop-http`,
            name: "http_alb",
            arn: "arn:shop-http",
            hostname: "shop-http.elb.eu-central-1.amazonaws.com",
            scheme: "internal",
            form: "application",
        });
        assert.deepEqual(outputsOf(registered, "gatehouse:backends:ApplicationLoadBalancer"), {
            arn: "arn:shop-http",
            hostname: "shop-http.elb.eu-central-1.amazonaws.com",
            listenerArn: "arn:shop-http",
        });
    });

    const nameAtAws = async (name: string) => {
        const [, own = ""] =
            listed(await build({}, name))
                .find((each) => each.startsWith(types.balancer))
                ?.split(" ") ?? [];
        return own;
    };

    it("has a name that leaves room for what the provider adds", async () => {
        const name = await nameAtAws("a-name-of-a-stack-of-almost-forty-letters");
        assert.ok(name.length > 0 && name.length <= 24, name);
    });

    it("has a name of letters, digits and hyphens alone, which does not begin with internal-", async () => {
        const stacks = [
            "gatehouse-prod_eu-1-http",
            "gatehouse-prod-eu_1-http",
            "my_shop-a-name-of-a-stack_of-almost-forty",
        ];
        const names: string[] = [];
        for (const stack of [...stacks, "internal-dev-http"]) names.push(await nameAtAws(stack));
        for (const name of names) assert.match(name, /^(?!internal-)[0-9A-Za-z-]{1,24}$/);
        assert.equal(new Set(names).size, names.length);
    });

    it("keeps the name of each stack whose name was valid before", async () => {
        assert.equal(await nameAtAws("gatehouse-Prod-eu--http"), "gatehouse-Prod-eu--http");
        assert.equal(await nameAtAws("gatehouse-a-long-name-of-a_stack-http"), "gatehouse-a-lon-ec0a2b69");
    });
});
