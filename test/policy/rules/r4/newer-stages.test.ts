import assert from "node:assert/strict";
import { type Declared, type Json, unknown } from "../../engine";
import { messagesOf, only } from "../findings-of";

type Props = { readonly [key: string]: Json };

const part = (kind: string, name: string, props: Props, more: Partial<Declared> = {}): Declared => ({
    type: `aws:apigatewayv2/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
    name,
    props: { apiId: unknown, ...props },
    ...more,
    from: { apiId: ["api"], ...more.from },
});

const api: Declared = { type: "aws:apigatewayv2/api:Api", name: "api", props: { protocolType: "HTTP" } };
const preflight = part("Route", "preflight", { routeKey: "OPTIONS /{proxy+}", authorizationType: "NONE" });
const deployment = part(
    "Deployment",
    "deployment",
    { triggers: { routes: unknown } },
    { from: { triggers: ["preflight"] } },
);

/** Messages about a stage of an API that needs no key, beside a deployment of its routes. */
const said = (props: Props, more: Partial<Declared> = {}): string[] =>
    messagesOf("r4-", [api, preflight, deployment, part("Stage", "live", { name: "$default", ...props }, more)]);
const fromDeployment = { from: { deploymentId: ["deployment"] } };

describe("R4 of a stage of an HTTP API", () => {
    it("holds if the stage deploys by itself, or serves a deployment of the program", () => {
        assert.deepEqual(said({ autoDeploy: true }), []);
        assert.deepEqual(said({ autoDeploy: "true" }), []);
        assert.deepEqual(said({ autoDeploy: false, deploymentId: unknown }, fromDeployment), []);
        assert.deepEqual(said({ autoDeploy: unknown, deploymentId: unknown }, fromDeployment), []);
    });

    it("holds by the known id of a deployment", () => {
        const outputs = { id: "a1b2c3" };
        const stage = part("Stage", "live", { name: "$default", deploymentId: "a1b2c3" });
        assert.deepEqual(messagesOf("r4-", [api, preflight, { ...deployment, outputs }, stage]), []);
    });

    it("is broken if the stage serves what was deployed last, which AWS keeps", () =>
        assert.equal(
            only(said({ autoDeploy: false })),
            [
                'Stage "live": autoDeploy is false and it has no deploymentId, so it may serve the API\'s routes as they were before they demanded a key.',
                "Expected: a stage that serves the routes of this program.",
                "Change: set autoDeploy to true, or deploymentId from an aws.apigatewayv2.Deployment of this program.",
            ].join("\n"),
        ));

    it("is undecided by a deployment of another program", () =>
        assert.equal(
            only(said({ deploymentId: "a1b2c3" })),
            [
                'Stage "live": autoDeploy is absent and deploymentId does not resolve to a Deployment of this stack, so it may serve the API\'s routes as they were before they demanded a key; the rule is undecided.',
                "Decided by: the resource that deploymentId names, which is not in this stack.",
                "Change: set autoDeploy to true, or deploymentId from an aws.apigatewayv2.Deployment of this program.",
            ].join("\n"),
        ));

    it("is undecided while autoDeploy is not known, and broken by a value that cannot be read", () => {
        assert.match(
            only(said({ autoDeploy: unknown })),
            /^Stage "live": autoDeploy is not known at preview; the rule is/,
        );
        assert.match(only(said({ autoDeploy: "yes" })), /^Stage "live": autoDeploy is "yes", which cannot be read/);
    });

    it("reports ignored changes of what decides which routes the stage serves", () => {
        const ignoring = (path: string, props: Props, more: Partial<Declared> = {}) =>
            said(props, { ...more, ignoreChanges: [path] }).map((message) => message.split("\n")[0]);
        const ignored = (path: string) => [
            `Stage "live": ignoreChanges contains "${path}", so the actual resource may differ from the checked one.`,
        ];
        const byDeployment: Props = { autoDeploy: false, deploymentId: unknown };
        for (const path of ["autoDeploy", "apiId", "name"])
            assert.deepEqual(ignoring(path, { autoDeploy: true }), ignored(path));
        for (const path of ["deploymentId", "apiId", "name"])
            assert.deepEqual(ignoring(path, byDeployment, fromDeployment), ignored(path));
        assert.deepEqual(ignoring("deploymentId", { autoDeploy: true }), []);
        assert.deepEqual(ignoring("autoDeploy", byDeployment, fromDeployment), []);
        assert.deepEqual(ignoring("accessLogSettings", { autoDeploy: true }), []);
        const frozen = ignoring("deploymentId", { autoDeploy: false, deploymentId: "a1b2c3" });
        assert.match(frozen.join("\n"), /^Stage "live": autoDeploy is false and deploymentId does not resolve/);
    });

    it("is decided in CloudFormation's terms", () => {
        const template = (stage: Props, deployed: Props = {}) =>
            messagesOf("r4-", [
                {
                    type: "aws:cloudformation/stack:Stack",
                    name: "shop",
                    props: {
                        templateBody: JSON.stringify({
                            Resources: {
                                Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: "HTTP" } },
                                Preflight: {
                                    Type: "AWS::ApiGatewayV2::Route",
                                    Properties: { ApiId: { Ref: "Api" }, RouteKey: "OPTIONS /{proxy+}" },
                                },
                                Deployment: {
                                    Type: "AWS::ApiGatewayV2::Deployment",
                                    Properties: { ApiId: { Ref: "Api" }, ...deployed },
                                },
                                Stage: {
                                    Type: "AWS::ApiGatewayV2::Stage",
                                    Properties: { ApiId: { Ref: "Api" }, StageName: "live", ...stage },
                                },
                            },
                        }),
                    },
                },
            ]);
        assert.deepEqual(template({ AutoDeploy: true }), []);
        assert.deepEqual(template({ DeploymentId: { Ref: "Deployment" } }), []);
        assert.deepEqual(template({}, { StageName: { Ref: "Stage" } }), []);
        assert.deepEqual(template({}, { StageName: "live" }), []);
        assert.match(only(template({}, { StageName: "other" })), /it has no deploymentId/);
        assert.match(
            only(template({ DeploymentId: "a1b2c3" }, { StageName: "live" })),
            /deploymentId does not resolve/,
        );
        assert.match(only(template({})), /^Stage "shop\/Stage": autoDeploy is absent and it has no deploymentId/);
        assert.match(only(template({ DeploymentId: "a1b2c3" })), /deploymentId does not resolve to a Deployment/);
    });

    it("is decided by identifiers of Cloud Control", () => {
        const control = (typeName: string, state: Props, id: string): Declared => ({
            type: "aws:cloudcontrol/resource:Resource",
            name: typeName,
            props: { typeName, desiredState: JSON.stringify(state) },
            outputs: { id },
        });
        const stage = (state: Props) =>
            messagesOf("r4-", [
                control("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP" }, "a1"),
                control(
                    "AWS::ApiGatewayV2::Route",
                    { ApiId: "a1", RouteKey: "OPTIONS /{proxy+}", AuthorizationType: "NONE" },
                    "a1|r1",
                ),
                control("AWS::ApiGatewayV2::Deployment", { ApiId: "a1" }, "a1|d1"),
                control("AWS::ApiGatewayV2::Stage", { ApiId: "a1", StageName: "live", ...state }, "a1|live"),
            ]);
        assert.deepEqual(stage({ DeploymentId: "d1" }), []);
        assert.match(only(stage({ DeploymentId: "d0" })), /deploymentId does not resolve to a Deployment/);
    });
});
