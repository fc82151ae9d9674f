import assert from "node:assert/strict";
import { nginxConfiguration } from "../../../../../infra/backends/kubernetes/nginx-config";
import { clusterOf } from "../../../../../tools/cloud-simulator/kubernetes/pods/cluster";
import { routesOf } from "../../../../../tools/cloud-simulator/kubernetes/pods/nginx-routes";
import { rolloutProblem } from "../../../../../tools/cloud-simulator/kubernetes/pods/rollout-wait";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../../tools/cloud-simulator/state/simulated-cloud";
import { gated } from "./sample-cluster";

const [deployment, service, configMap, networkPolicy] = [
    "kubernetes:apps/v1:Deployment",
    "kubernetes:core/v1:Service",
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
];

/** APIs behind a gateway in a simulated cluster, created in the order in which the program creates them. */
class SharedCluster {
    readonly cloud = new SimulatedCloud("123456789012", "eu-central-1");
    readonly cluster = clusterOf(this.cloud);

    constructor(...apis: string[]) {
        this.put("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.20.0.0/16" });
        this.put("kubernetes:core/v1:Namespace", "apis", { metadata: { name: "apis", labels: gated } });
        for (const api of apis) {
            this.run(api);
            this.serve(api);
        }
        this.configure("gateway-1", ...apis);
        this.run("gateway", "gateway-1");
        this.balance("gateway", "gateway-lb");
        this.cluster.settle();
        this.cluster.takeProblems();
    }

    /** Creates or changes a Deployment and waits as the provider does; returns the provider's error. */
    run(name: string, configuration?: string): string | undefined {
        const volumes = configuration === undefined ? [] : [{ configMap: { name: configuration } }];
        const lifecycle = { preStop: { sleep: { seconds: 150 } } };
        const container = { image: `${name}:1`, resources: { requests: { cpu: "100m" } }, lifecycle };
        const spec = { containers: [container], volumes, terminationGracePeriodSeconds: 175 };
        const template = { metadata: { labels: { app: name } }, spec };
        const strategy = { rollingUpdate: { maxSurge: "50%", maxUnavailable: 0 } };
        this.put(deployment, `apis/${name}`, { spec: { replicas: 2, selector: { app: name }, strategy, template } });
        return rolloutProblem(`apis/${name}`, this.cloud, 0);
    }

    serve(api: string): void {
        this.put(service, `apis/${api}`, { spec: { type: "ClusterIP", selector: { app: api } } });
    }

    balance(app: string, name: string): void {
        const status = { loadBalancer: { ingress: [{ hostname: "k8s-0.elb.eu-central-1.amazonaws.com" }] } };
        const spec = { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb", selector: { app } };
        this.put(service, `apis/${name}`, { apiVersion: "v1", kind: "Service", spec, status });
    }

    configure(name: string, ...apis: string[]): void {
        const upstreams = apis.map((api) => ({ name: api, host: api, port: 80 }));
        this.put(configMap, `apis/${name}`, { data: { "nginx.conf": nginxConfiguration({ apis: upstreams }) } });
    }

    admit(api: string, ...from: PropertyMap[]): void {
        const spec = { podSelector: { matchLabels: { app: api } }, policyTypes: ["Ingress"], ingress: [{ from }] };
        this.put(networkPolicy, `apis/${api}`, { spec });
    }

    /** The problems that clients have after a change. */
    during(change: () => unknown): string[] {
        change();
        this.cluster.clock.passUntil(() => false, 100);
        return this.cluster.takeProblems();
    }

    remove(type: string, id: string): void {
        this.cloud.store.remove({ urn: `urn:${type}::${id}`, id });
        this.cluster.observe();
    }

    private put(type: string, id: string, properties: PropertyMap): void {
        const [namespace = "", name = ""] = id.split("/");
        const all = { metadata: { namespace, name }, ...properties };
        this.cloud.store.put({ urn: `urn:${type}::${id}`, type, id, inputs: all, outputs: all });
        this.cluster.observe();
    }
}

const missing = (...apis: string[]) => apis.map((api) => `"apis/${api}" had no healthy target for 100 s`);
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });

describe("pods behind nginx in the simulated cluster", () => {
    it("are reached by its load balancer", () => {
        const shop = new SharedCluster("books", "orders");
        assert.deepEqual(
            shop.during(() => {}),
            [],
        );
        assert.deepEqual(
            shop.during(() => shop.remove(service, "apis/orders")),
            missing("orders"),
        );
        assert.deepEqual(
            shop.during(() => shop.serve("orders")),
            [],
        );
        assert.deepEqual(
            shop.during(() => shop.remove(service, "apis/gateway-lb")),
            missing("books", "orders", "gateway"),
        );
    });

    it("are ready without a separate load balancer once it is deleted", () => {
        const shop = new SharedCluster("books");
        shop.balance("books", "books-lb");
        shop.run("books", "gateway-1");
        shop.cluster.settle();
        shop.remove(service, "apis/books-lb");
        assert.deepEqual(
            shop.during(() => {}),
            [],
        );
    });

    it("are out of reach where a network policy does not admit it", () => {
        const shop = new SharedCluster("books", "orders");
        assert.deepEqual(
            shop.during(() => shop.admit("books", pods("gateway"))),
            [],
        );
        assert.deepEqual(
            shop.during(() => shop.admit("books", pods("orders"))),
            missing("books"),
        );
        assert.deepEqual(
            shop.during(() => shop.admit("books", { ipBlock: { cidr: "10.20.0.0/16" } })),
            [],
        );
        assert.deepEqual(
            shop.during(() => shop.admit("books", { ipBlock: { cidr: "10.21.0.0/16" } })),
            missing("books"),
        );
        assert.deepEqual(
            shop.during(() => shop.admit("books", { ipBlock: { cidr: "10.0.0.0/8" } })),
            [],
        );
        assert.deepEqual(
            shop.during(() => shop.admit("books")),
            missing("books"),
        );
    });

    it("are served by the configuration that it had when it started, until it is rolled out", () => {
        const shop = new SharedCluster("books", "orders");
        assert.deepEqual(
            shop.during(() => shop.configure("gateway-1", "books")),
            [],
        );
        shop.configure("gateway-2", "books");
        assert.deepEqual(
            shop.during(() => shop.run("gateway", "gateway-2")),
            missing("orders"),
        );
    });

    it("keep it from starting as long as a Service of them is missing", () => {
        const shop = new SharedCluster("books");
        shop.configure("gateway-2", "books", "orders");
        shop.run("orders");
        assert.match(shop.run("gateway", "gateway-2") ?? "", /timed out waiting to be Ready/);
        assert.deepEqual(shop.cluster.takeProblems(), [], "the pods of the previous revision serve");
        shop.serve("orders");
        assert.equal(shop.run("gateway", "gateway-2"), undefined);
    });

    it("keep it from starting without its configuration", () => {
        const shop = new SharedCluster("books");
        assert.match(shop.run("gateway", "gateway-2") ?? "", /timed out waiting to be Ready/);
        shop.configure("gateway-2", "books");
        assert.equal(shop.run("gateway", "gateway-2"), undefined);
    });

    it("are found in the configuration that the program writes", () => {
        const apis = ["books", "books-by-author"].map((name) => ({ name, host: `${name}.apis`, port: 80 }));
        assert.deepEqual(routesOf(nginxConfiguration({ apis, page: { name: "page", host: "front", port: 3000 } })), [
            { path: "/books", host: "books.apis" },
            { path: "/books-by-author", host: "books-by-author.apis" },
            { path: "", host: "front" },
        ]);
        assert.deepEqual(routesOf("location /a { proxy_pass http://a:80/; }"), [{ path: "/a", host: "a" }]);
        assert.deepEqual(routesOf("key: value"), []);
    });
});
