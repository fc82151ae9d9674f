import assert from "node:assert/strict";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type CloudServer, startCloudServer } from "../../../../tools/cloud-simulator/providers/server";
import { type PropertyMap, secret, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { fromStruct, toStruct } from "../../../../tools/cloud-simulator/wire/grpc-handlers";
import { sdkVersion } from "../../../../tools/cloud-simulator/wire/sdk-version";

const logGroup = "urn:pulumi:dev::shop::aws:cloudwatch/logGroup:LogGroup::logs";

describe("a simulated provider", () => {
    let server: CloudServer;
    let aws: ResourceProviderClient;
    before(async () => {
        server = await startCloudServer({ region: "eu-west-1" });
        aws = clientOf(server, "aws");
    });
    after(async () => {
        aws.close();
        await server.close();
    });

    it("listens for each package on a port of 127.0.0.1", async () => {
        assert.match(server.debugProviders, /^aws:\d+,awsx:\d+,docker-build:\d+,eks:\d+,kubernetes:\d+,random:\d+$/);
        assert.equal(new Set(server.ports.values()).size, 6);
    });

    it("has the version of its SDK and preserves secrets", async () => {
        const info = await ask<{ getVersion(): string }>((done) => aws.getPluginInfo(new Empty(), done));
        assert.equal(info.getVersion(), sdkVersion("aws"));
        const handshake = await ask<proto.ProviderHandshakeResponse>((done) =>
            aws.handshake(new proto.ProviderHandshakeRequest(), done),
        );
        assert.equal(handshake.getAcceptSecrets(), true);
        assert.equal(handshake.getAcceptOutputs(), true);
    });

    it("checks, creates, updates and deletes a resource", async () => {
        const inputs = await check(aws, logGroup, { retentionInDays: 30, kmsKeyId: secret("arn:key") });
        assert.equal(inputs.skipDestroy, false);
        assert.match(String(inputs.name), /^logs-[0-9a-f]{7}$/);

        const planned = await create(aws, logGroup, inputs, true);
        assert.equal(planned.getId(), "");
        assert.equal(fromStruct(planned.getProperties()).arn, unknown);
        assert.equal(fromStruct(planned.getProperties()).retentionInDays, 30);

        const made = await create(aws, logGroup, inputs, false);
        const outputs = fromStruct(made.getProperties());
        assert.equal(made.getId(), inputs.name);
        assert.equal(outputs.arn, `arn:aws:logs:eu-west-1:123456789012:log-group:${String(inputs.name)}`);
        assert.deepEqual(outputs.kmsKeyId, secret("arn:key"));

        const changed = { ...inputs, retentionInDays: 7 };
        const difference = await diff(aws, logGroup, inputs, changed);
        assert.equal(difference.getChanges(), proto.DiffResponse.DiffChanges.DIFF_SOME);
        assert.deepEqual(difference.getDiffsList(), ["retentionInDays"]);
        assert.deepEqual(difference.getReplacesList(), []);
        const renamed = await diff(aws, logGroup, inputs, { ...inputs, name: "other" });
        assert.deepEqual(renamed.getReplacesList(), ["name"]);
        const same = await diff(aws, logGroup, inputs, { ...inputs });
        assert.equal(same.getChanges(), proto.DiffResponse.DiffChanges.DIFF_NONE);

        const updating = new proto.UpdateRequest();
        updating.setUrn(logGroup);
        updating.setId(made.getId());
        updating.setOlds(toStruct(outputs));
        updating.setNews(toStruct(changed));
        const updated = await ask<proto.UpdateResponse>((done) => aws.update(updating, done));
        assert.deepEqual(fromStruct(updated.getProperties()), { ...outputs, retentionInDays: 7 });
        assert.equal(fromStruct((await read(aws, logGroup, made.getId())).getProperties()).retentionInDays, 7);

        const deleting = new proto.DeleteRequest();
        deleting.setUrn(logGroup);
        deleting.setId(made.getId());
        deleting.setProperties(toStruct(outputs));
        await ask<Empty>((done) => aws.delete(deleting, done));
        assert.equal((await read(aws, logGroup, made.getId())).getId(), "");
    });

    it("rejects missing arguments by name", async () => {
        const request = new proto.CheckRequest();
        request.setUrn("urn:pulumi:dev::shop::aws:ec2/subnet:Subnet::main");
        request.setNews(toStruct({}));
        const response = await ask<proto.CheckResponse>((done) => aws.check(request, done));
        assert.deepEqual(
            response.getFailuresList().map((failure) => failure.getProperty()),
            ["vpcId"],
        );
    });

    it("does not create two resources with the same name", async () => {
        const urn = "urn:pulumi:dev::shop::aws:iam/role:Role::nodes";
        const inputs = await check(aws, urn, { name: "nodes", assumeRolePolicy: "{}" });
        await create(aws, urn, inputs, false);
        await assert.rejects(create(aws, `${urn}-2`, inputs, false), /Role "nodes" exists already/);
    });

    it("rejects an unknown type, function and component by name", async () => {
        await assert.rejects(
            check(aws, "urn:pulumi:dev::shop::aws:foo/bar:Bar::main", {}),
            /simulated aws has no type "aws:foo\/bar:Bar" \(requested by "main"\)/,
        );
        const invoking = new proto.InvokeRequest();
        invoking.setTok("aws:foo/getBar:getBar");
        await assert.rejects(
            ask<proto.InvokeResponse>((done) => aws.invoke(invoking, done)),
            /simulated aws has no function "aws:foo\/getBar:getBar"/,
        );
        const eks = clientOf(server, "eks");
        const constructing = new proto.ConstructRequest();
        constructing.setType("eks:index:NodeGroup");
        constructing.setName("workers");
        await assert.rejects(
            ask<proto.ConstructResponse>((done) => eks.construct(constructing, done)),
            /simulated eks has no component "eks:index:NodeGroup" \(requested by "workers"\)/,
        );
        eks.close();
    });

    it("uses the region of the AWS provider's configuration", async () => {
        const request = new proto.ConfigureRequest();
        request.setArgs(toStruct({ region: "us-east-2" }));
        const response = await ask<proto.ConfigureResponse>((done) => aws.configure(request, done));
        assert.equal(response.getSupportspreview(), true);
        const invoking = new proto.InvokeRequest();
        invoking.setTok("aws:index/getRegion:getRegion");
        const answer = await ask<proto.InvokeResponse>((done) => aws.invoke(invoking, done));
        assert.equal(fromStruct(answer.getReturn()).region, "us-east-2");
    });

    it("cannot be reached once it is closed", async () => {
        const other = await startCloudServer();
        const client = clientOf(other, "aws");
        await other.close();
        await assert.rejects(
            ask((done) => client.getPluginInfo(new Empty(), done)),
            /UNAVAILABLE/,
        );
        client.close();
    });
});

function clientOf(server: CloudServer, packageName: string): ResourceProviderClient {
    return new ResourceProviderClient(`127.0.0.1:${server.ports.get(packageName)}`, credentials.createInsecure());
}

function ask<T>(call: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));
}

async function check(client: ResourceProviderClient, urn: string, news: PropertyMap): Promise<PropertyMap> {
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setNews(toStruct(news));
    return fromStruct((await ask<proto.CheckResponse>((done) => client.check(request, done))).getInputs());
}

function create(client: ResourceProviderClient, urn: string, inputs: PropertyMap, preview: boolean) {
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    return ask<proto.CreateResponse>((done) => client.create(request, done));
}

function diff(client: ResourceProviderClient, urn: string, olds: PropertyMap, news: PropertyMap) {
    const request = new proto.DiffRequest();
    request.setUrn(urn);
    request.setOldInputs(toStruct(olds));
    request.setNews(toStruct(news));
    return ask<proto.DiffResponse>((done) => client.diff(request, done));
}

function read(client: ResourceProviderClient, urn: string, id: string) {
    const request = new proto.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    return ask<proto.ReadResponse>((done) => client.read(request, done));
}
