import assert from "node:assert/strict";
import { type Declared, type Json, unknown } from "../../../engine";
import { messagesOf, only } from "../../findings-of";

type Props = { readonly [key: string]: Json };

const said = (type: string, props: Props): string[] => {
    const resource: Declared = { type: `aws:${type}`, name: "one", props };
    return messagesOf("r1-", [resource]);
};
const isUnknown = (property: string) => new RegExp(`: ${property} is not known at preview; the rule is undecided\\.`);

describe("R1 of an Amplify app", () => {
    const app = (props: Props) => said("amplify/app:App", props);
    const rule = (status: Json, target: Json): Props => ({ customRules: [{ source: "/<*>", status, target }] });

    it("holds for files, redirects and rewrites to files", () => {
        for (const props of [{}, { platform: "WEB" }, { customRules: [] }]) assert.deepEqual(app(props), []);
        for (const status of ["301", "302", "307", "308"])
            assert.deepEqual(app(rule(status, "https://api.example.com")), []);
        const statuses: readonly Json[] = ["200", "404-200", unknown, null];
        for (const status of statuses) assert.deepEqual(app(rule(status, "/index.html")), []);
    });

    it("is broken if it runs code, or proxies to another host", () => {
        assert.equal(
            only(app({ platform: "WEB_COMPUTE" })),
            [
                'App "one": platform runs code at its own public address.',
                "Expected: the API gateway as the only public entry point.",
                'Change: set platform to "WEB".',
            ].join("\n"),
        );
        for (const [status, target] of [
            ["200", "https://api.example.com/<*>"],
            ["200", "//api.example.com"],
            ["3010", "https://api.example.com"],
            ["303", "https://api.example.com"],
        ] as const)
            assert.match(only(app(rule(status, target))), /: customRules\[0\] proxies requests to another host\.\n/);
        const [first] = rule("301", "/a").customRules as readonly Json[];
        const [second] = rule("200", "https://b").customRules as readonly Json[];
        assert.match(
            only(app({ customRules: [first ?? null, second ?? null] })),
            /customRules\[1\] proxies[\s\S]*\nChange: remove customRules\[1\], or make it a redirect to the API gateway\./,
        );
    });

    it("is undecided while its platform or its rules are not known", () => {
        assert.match(only(app({ platform: unknown })), isUnknown("platform"));
        assert.match(only(app({ customRules: unknown })), isUnknown("customRules"));
    });
});

describe("R1 of an Elastic Beanstalk environment", () => {
    const vpc = "aws:ec2:vpc";
    const setting = (name: Json, value: Json, namespace: Json = vpc): Props => ({ namespace, name, value });
    const scheme = setting("ELBScheme", "internal");
    const address = setting("AssociatePublicIpAddress", "false");
    const isPrivate: readonly Props[] = [scheme, address];
    const environment = (...settings: readonly Props[]) =>
        said("elasticbeanstalk/environment:Environment", { settings });
    const ofEnvironment = "aws:elasticbeanstalk:environment";
    const notPrivate = /: its settings of aws:ec2:vpc do not make its load balancer and instances private\.\n/;

    it("holds with its own internal load balancer and instances without public addresses", () => {
        assert.deepEqual(environment(...isPrivate), []);
        assert.deepEqual(environment(setting("ELBScheme", "public", "acme:other"), ...isPrivate), []);
        assert.deepEqual(
            environment(
                setting("EnvironmentType", "LoadBalanced", ofEnvironment),
                setting("LoadBalancerIsShared", "false", ofEnvironment),
                ...isPrivate,
            ),
            [],
        );
    });

    it("is broken if either is missing or different, or may be overridden", () => {
        const cases: readonly (readonly Props[])[] = [
            [],
            [scheme],
            [address],
            [setting("ELBScheme", "public"), address],
            [scheme, setting("AssociatePublicIpAddress", "true")],
            [...isPrivate, setting("ELBScheme", unknown)],
            [...isPrivate, setting("ELBScheme", "public")],
        ];
        for (const settings of cases) assert.match(only(environment(...settings)), notPrivate);
        assert.match(only(said("elasticbeanstalk/environment:Environment", {})), notPrivate);
    });

    it("is broken by a single instance, and by a shared load balancer", () => {
        const types: readonly Json[] = ["SingleInstance", unknown];
        for (const value of types)
            assert.match(
                only(environment(setting("EnvironmentType", value, ofEnvironment), ...isPrivate)),
                /: its EnvironmentType is not LoadBalanced, and a single instance has an Elastic IP address\.\n[\s\S]*\nChange: set EnvironmentType to LoadBalanced/,
            );
        assert.match(
            only(environment(setting("LoadBalancerIsShared", "true", ofEnvironment), ...isPrivate)),
            /: its load balancer is shared, [\s\S]*\nExpected: ELBScheme "internal" and AssociatePublicIpAddress "false"\.\n[\s\S]*remove LoadBalancerIsShared/,
        );
        assert.match(
            only(environment({ namespace: unknown, name: unknown, value: "x" }, ...isPrivate)),
            /EnvironmentType/,
        );
    });

    it("is undecided while its settings are not known", () =>
        assert.match(
            only(said("elasticbeanstalk/environment:Environment", { settings: unknown })),
            isUnknown("settings"),
        ));
});

describe("R1 of a state machine", () => {
    const machine = (definition: Json) => said("sfn/stateMachine:StateMachine", { definition });
    const task = (network: Props): string => JSON.stringify({ States: { Run: { Parameters: [network] } } });

    it("holds for tasks without public addresses, and while it is not known", () => {
        const definitions: readonly Json[] = [task({ AssignPublicIp: "DISABLED" }), task({}), unknown, null];
        for (const definition of definitions) assert.deepEqual(machine(definition), []);
    });

    it("is broken by a task that has one, or may have one", () => {
        assert.match(
            only(machine(task({ AssignPublicIp: "ENABLED" }))),
            /: definition\.States\.Run\.Parameters\[0\]\.AssignPublicIp assigns public addresses to its jobs\.\nExpected: jobs without public addresses\.\nChange: set definition\.States\.Run\.Parameters\[0\]\.AssignPublicIp to "DISABLED"\./,
        );
        assert.equal(machine(task({ "AssignPublicIp.$": "$.ip" })).length, 1);
        assert.deepEqual(machine(task({ NotAssignPublicIp: "ENABLED" })), []);
    });

    it("is broken by a definition that cannot be read", () => {
        for (const definition of ["Run it", 7]) assert.match(only(machine(definition)), /: definition is not JSON, /);
    });
});
