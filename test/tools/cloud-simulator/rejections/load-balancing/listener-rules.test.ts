import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

for (const module of ["lb", "alb"] as const) describeRules(module);

function describeRules(module: "lb" | "alb"): void {
    const ruleType = `aws:${module}/listenerRule:ListenerRule`;

    describe(`simulated rules of listeners of module ${module}`, () => {
        let aws: SimulatedAws;
        beforeEach(() => {
            aws = new SimulatedAws();
        });
        const listener = (loadBalancerType: string, name = loadBalancerType) => {
            const given = { loadBalancerType, subnets: ["subnet-1", "subnet-2"] };
            const loadBalancerArn = aws.make(`aws:${module}/loadBalancer:LoadBalancer`, given, name).id;
            return aws.make(`aws:${module}/listener:Listener`, { loadBalancerArn, port: 80, defaultActions: [] }, name)
                .id;
        };
        const rule = (listenerArn: string, priority: number, name = `rule${priority}`) =>
            aws.make(ruleType, { listenerArn, priority, actions: [], conditions: [] }, name);
        const preview = (given: PropertyMap) =>
            aws.preview(ruleType, { listenerArn: unknown, actions: [], conditions: [], ...given });
        const paths = (...values: string[]) => ({ conditions: [{ pathPattern: { values } }] });
        const rewrite = (regex: string, replace: string) => ({
            type: "url-rewrite",
            urlRewriteConfig: { rewrite: { regex, replace } },
        });

        it("are of a listener of an application load balancer", () => {
            const own = listener("application");
            assert.throws(() => rule(`${own}1`, 1), /ListenerNotFound: One or more listeners not found$/);
            assert.throws(() => rule(listener("network"), 1), /a listener of a network load balancer has no rules$/);
            rule(own, 1);
        });

        it("have different priorities", () => {
            const range = /"priority" must be in the range 1-50000 for normal rule or 99999 for the default rule$/;
            assert.throws(() => preview({ priority: 0 }), range);
            assert.throws(() => preview({ priority: 50_001 }), range);
            const own = listener("application");
            const first = rule(own, 100);
            assert.throws(() => rule(own, 100, "second"), /PriorityInUse: Priority '100' is currently in use$/);
            const second = rule(own, 50_000, "second");
            const given = { listenerArn: own, actions: [], conditions: [] };
            assert.throws(() => aws.update(ruleType, second, { ...given, priority: 100 }), /PriorityInUse/);
            aws.update(ruleType, first, { ...given, priority: 100 });
            rule(listener("application", "other"), 100, "elsewhere");
        });

        it("have at most five values", () => {
            const words = /A rule can only have '5' condition values$/;
            assert.throws(() => preview(paths("/1", "/2", "/3", "/4", "/5", "/6")), words);
            const [byPath] = paths("/1", "/2", "/3", "/4").conditions;
            const others = [{ hostHeader: { values: ["a.example.com"] } }, { queryStrings: [{ value: "a" }] }];
            assert.throws(() => preview({ conditions: [byPath ?? {}, ...others] }), words);
            preview(paths("/1", "/2", "/3", "/4", "/5"));
        });

        it("match paths of 128 characters that are allowed", () => {
            for (const path of ["/b%20c", "/bücher", "/a b", "", `/${"a".repeat(128)}`])
                assert.throws(() => preview(paths(path)), /the path pattern '.*' is invalid$/, path);
            preview(paths("/api/books", "/api/books/*", `/${"a".repeat(127)}`, "/~a.b-c_$'\"@:+&?"));
            preview({ conditions: [{ pathPattern: { values: [unknown] } }] });
        });

        it("rewrite URLs by expressions that are supported", () => {
            const transform = (regex: string, replace: string) => preview({ transforms: [rewrite(regex, replace)] });
            for (const regex of ["^/(?!api)", "(?<=a)b", "(a)\\1", "^/(api"])
                assert.throws(() => transform(regex, "/"), /is not supported$/, regex);
            assert.throws(() => transform("^/api/(.*)$", "/$2"), /has no group \$2$/);
            assert.throws(() => transform("a".repeat(1_025), "/"), /to be in the range \(1 - 1024\)$/);
            assert.throws(() => transform("^/api$", ""), /to be in the range \(1 - 1024\)$/);
            assert.throws(
                () => preview({ transforms: [rewrite("a", "b"), rewrite("c", "d")] }),
                /a rule has one transform of type url-rewrite$/,
            );
            transform("^/api/books/?(.*)$", "/$1");
            transform(String(unknown), "/");
        });
    });
}
