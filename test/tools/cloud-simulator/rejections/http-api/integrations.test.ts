import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { invokeArn, SampleHttpApi, server } from "./sample-http-api";

describe("simulated integrations of HTTP APIs", () => {
    let http: SampleHttpApi;
    beforeEach(() => {
        http = new SampleHttpApi();
    });
    const integrate = (given: PropertyMap) => http.make("integration", given);
    const rejects = (given: PropertyMap, words: RegExp) => assert.throws(() => integrate(given), words);

    it("call servers with a method and version 1.0 of the event, for at most 30 seconds", () => {
        const { integrationMethod: _method, ...withoutMethod } = server;
        rejects(withoutMethod, /HttpMethod parameter method must be specified for integrationType HTTPPROXY$/);
        rejects(
            { ...server, payloadFormatVersion: "2.0" },
            /PayloadFormatVersion 2\.0 is not supported for integration of type HTTP_PROXY$/,
        );
        const time = /Timeout should be between 50 ms and 30000 ms$/;
        rejects({ ...server, timeoutMilliseconds: 49 }, time);
        rejects({ ...server, timeoutMilliseconds: 30_001 }, time);
        rejects({ ...server, integrationType: "MOCK" }, /an HTTP API has no integrations of type MOCK$/);
        integrate({ ...server, timeoutMilliseconds: 30_000 });
        integrate({ integrationType: "AWS_PROXY", integrationUri: invokeArn, payloadFormatVersion: "2.0" });
    });

    it("call services of AWS that they know, with a role", () => {
        const send = {
            integrationType: "AWS_PROXY",
            integrationSubtype: "SQS-SendMessage",
            credentialsArn: "arn:aws:iam::123456789012:role/send",
            requestParameters: { QueueUrl: "https://sqs.example.com", MessageBody: "$request.body" },
        };
        rejects({ ...send, integrationSubtype: "SNS-Publish" }, /Operation: SNS-Publish is not supported\.$/);
        rejects({ ...send, payloadFormatVersion: "2.0" }, /Operation: SQS-SendMessage is not supported\.$/);
        const { credentialsArn: _role, ...withoutRole } = send;
        rejects(withoutRole, /Role ARN must be specified for AWS integration configuration with Subtype: SQS-/);
        integrate(send);
    });

    it("map parameters of requests", () => {
        const map = (...keys: string[]) => ({
            ...server,
            requestParameters: Object.fromEntries(keys.map((key) => [key, "$request.path"])),
        });
        const invalid = /Invalid Request Actioned Parameter$/;
        for (const key of ["header.x", "set:header.x", "append:path", "overwrite:body", "overwrite:header."])
            rejects(map(key), invalid);
        rejects(map("overwrite:header.Authorization"), /the header Authorization is reserved$/);
        rejects(map("append:header.X-Forwarded-For"), /is reserved$/);
        integrate(map("overwrite:path", "append:header.x-books", "remove:querystring.key"));
    });

    it("are at most 300 of an API", () => {
        for (let index = 0; index < 300; index += 1) http.make("integration", server, `i${index}`);
        rejects(server, /the quota of 300 integrations of an HTTP or WebSocket API is reached$/);
    });

    it("are not compared with those of WebSocket APIs", () => {
        const socket = { protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" };
        integrate({ apiId: http.make("api", socket, "socket").id, integrationType: "MOCK" });
    });
});

describe("simulated private integrations of HTTP APIs", () => {
    let http: SampleHttpApi;
    let subnets: string[];
    let link: string;
    beforeEach(() => {
        http = new SampleHttpApi();
        subnets = ["a", "b"].map((zone, index) => http.subnet(`eu-central-1${zone}`, "vpc-1", `10.0.${index}.0/24`));
        link = http.make("link", { subnetIds: subnets, securityGroupIds: [] }).id;
    });
    const integrate = (given: PropertyMap) =>
        http.make("integration", { ...server, connectionType: "VPC_LINK", connectionId: link, ...given });
    const rejects = (given: PropertyMap, words: RegExp) => assert.throws(() => integrate(given), words);

    it("go through a VPC link V2 that exists", () => {
        const integrationUri = http.listener(subnets);
        assert.throws(
            () => http.make("integration", { ...server, connectionType: "VPC_LINK", integrationUri }),
            /ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK$/,
        );
        rejects({ integrationUri, connectionId: "none" }, /there is no VPC link V2 none$/);
        rejects(
            { integrationUri, integrationType: "AWS_PROXY" },
            /needs the integration type HTTP_PROXY, not AWS_PROXY/,
        );
        integrate({ integrationUri });
    });

    it("do not go through a VPC link of REST APIs", () => {
        const balancer = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/b/1";
        http.aws.cloud.balancers.activate(balancer);
        const older = { urn: "urn:older", type: "aws:apigateway/vpcLink:VpcLink", id: "older" };
        http.aws.cloud.store.put({ ...older, inputs: { targetArn: balancer }, outputs: {} });
        rejects({ integrationUri: http.listener(subnets), connectionId: "older" }, /there is no VPC link V2 older$/);
    });

    it("lead to a listener or a Cloud Map service that exists", () => {
        const wanted = /integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN\.$/;
        const listener = http.listener(subnets);
        const balancer = listener.replace(":listener/", ":loadbalancer/app/");
        for (const integrationUri of [balancer, "https://books.internal", `${listener}1`, ""])
            rejects({ integrationUri }, wanted);
        const service = http.aws.make("aws:servicediscovery/service:Service", { name: "books" });
        rejects({ integrationUri: `${String(service.outputs.arn)}1` }, wanted);
        integrate({ integrationUri: service.outputs.arn ?? null });
    });

    it("lead to a load balancer in the VPC of the link", () => {
        const others = ["a", "b"].map((zone, index) =>
            http.subnet(`eu-central-1${zone}`, "vpc-2", `10.1.${index}.0/24`),
        );
        rejects(
            { integrationUri: http.listener(others, "other") },
            /the VPC link is in vpc-1, and the load balancer in vpc-2$/,
        );
        integrate({ integrationUri: http.listener(subnets) });
    });
});
