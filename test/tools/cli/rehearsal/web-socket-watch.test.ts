import assert from "node:assert/strict";
import { functionArn, invocationUri } from "../../../../openapi/function-invocation";
import { WebSocketWatch } from "../../../../tools/cli/rehearsal/web-socket-watch";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const executionArn = "arn:aws:execute-api:eu-central-1:123456789012:api1";
const permission = "aws:lambda/permission:Permission";

describe("the watch for WebSocket APIs", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        put("aws:apigatewayv2/api:Api", "api1", { executionArn });
        addRoute("$connect", "connect", "authorize");
        addAuthorizer("authorize");
        addRoute("status", "status");
        put("aws:apigatewayv2/deployment:Deployment", "d1", { apiId: "api1" });
        put("aws:apigatewayv2/stage:Stage", "Live", { apiId: "api1", name: "Live", deploymentId: "d1" });
    });

    it("finds nothing while the stage may call every function of its deployment", () => {
        assert.deepEqual(outagesAfter(), []);
    });

    it("finds nothing at the stage of an HTTP API, which deploys by itself", () => {
        put("aws:apigatewayv2/api:Api", "api2", { executionArn, protocolType: "HTTP" });
        put("aws:apigatewayv2/stage:Stage", "$default", { apiId: "api2", name: "$default", autoDeploy: true });
        assert.deepEqual(outagesAfter(), []);
    });

    it("finds nothing of a route that is not deployed yet, and everything that it lacks once it is", () => {
        const watch = new WebSocketWatch(cloud);
        addRoute("later", "later");
        remove(permission, "later");
        watch.look();
        put("aws:apigatewayv2/deployment:Deployment", "d2", { apiId: "api1" });
        watch.look();
        assert.deepEqual(watch.outages(), []);
        put("aws:apigatewayv2/stage:Stage", "Live", { apiId: "api1", name: "Live", deploymentId: "d2" });
        watch.look();
        assert.deepEqual(watch.outages(), [
            'stage "Live" of a WebSocket API invoked function "later" without a permission',
        ]);
    });

    it("finds a function that did not exist for a while", () => {
        const watch = new WebSocketWatch(cloud);
        remove("aws:lambda/function:Function", "status");
        watch.look();
        addFunction("status", `${executionArn}/*/status`);
        watch.look();
        const words = 'stage "Live" of a WebSocket API invoked function "status", which does not exist';
        assert.deepEqual(watch.outages(), [words]);
    });

    it("finds nothing of a route that is gone, with its function, at the end", () => {
        const watch = new WebSocketWatch(cloud);
        remove("aws:lambda/function:Function", "status");
        watch.look();
        remove("aws:apigatewayv2/route:Route", "status");
        assert.deepEqual(watch.outages(), []);
    });

    it("finds an authorizer that API Gateway may not invoke", () => {
        remove(permission, "authorize");
        assert.deepEqual(outagesAfter(), [
            'stage "Live" of a WebSocket API invoked function "authorize" without a permission',
        ]);
    });

    it("finds a stage without a deployment", () => {
        remove("aws:apigatewayv2/deployment:Deployment", "d1");
        assert.deepEqual(outagesAfter(), ['stage "Live" of a WebSocket API was without a deployment']);
    });

    function outagesAfter(): string[] {
        const watch = new WebSocketWatch(cloud);
        watch.look();
        return watch.outages();
    }

    function addRoute(routeKey: string, name: string, authorizerId = "") {
        const integrationUri = addFunction(name, `${executionArn}/*/${routeKey}`);
        put("aws:apigatewayv2/integration:Integration", name, { apiId: "api1", integrationUri });
        const target = `integrations/${name}`;
        put("aws:apigatewayv2/route:Route", name, { apiId: "api1", routeKey, target, authorizerId });
    }

    function addAuthorizer(name: string) {
        const authorizerUri = addFunction(name, `${executionArn}/authorizers/${name}`);
        put("aws:apigatewayv2/authorizer:Authorizer", name, { apiId: "api1", authorizerUri });
    }

    function addFunction(name: string, sourceArn: string): string {
        put("aws:lambda/function:Function", name, { name });
        put(permission, name, { function: name, principal: "apigateway.amazonaws.com", sourceArn });
        return invocationUri(functionArn(place, name));
    }

    function put(type: string, id: string, properties: PropertyMap) {
        cloud.store.put({ urn: urnOf(type, id), type, id, inputs: properties, outputs: properties });
    }

    function remove(type: string, id: string) {
        cloud.store.remove({ urn: urnOf(type, id), id });
    }
});

function urnOf(type: string, name: string): string {
    return `urn:pulumi:dev::shop::${type}::${name}`;
}
