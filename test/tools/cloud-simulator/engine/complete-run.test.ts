import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import * as sdkSettings from "@pulumi/pulumi/runtime/settings";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import "../../../../tools/cloud-simulator/engine/complete-run";

// One method is enough to check whether a call arrives.
const service: grpc.ServiceDefinition = {
    Ping: {
        path: "/test.Test/Ping",
        requestStream: false,
        responseStream: false,
        requestSerialize: (message: Empty) => Buffer.from(message.serializeBinary()),
        requestDeserialize: (bytes: Buffer) => Empty.deserializeBinary(bytes),
        responseSerialize: (message: Empty) => Buffer.from(message.serializeBinary()),
        responseDeserialize: (bytes: Buffer) => Empty.deserializeBinary(bytes),
    },
};

describe("An engine on the port of a stopped engine", () => {
    it("is reached, even if a program called the stopped one", async () => {
        const [first, port] = await listen(0);
        const late = clientOf(port);
        assert.equal(await ping(late), grpc.status.OK);
        first.forceShutdown();
        assert.equal(await ping(late), grpc.status.UNAVAILABLE);
        const [second] = await listen(port);
        const client = clientOf(port);
        try {
            assert.equal(await ping(client), grpc.status.OK);
        } finally {
            client.close();
            late.close();
            second.forceShutdown();
        }
    });
});

function listen(port: number): Promise<[grpc.Server, number]> {
    const server = new grpc.Server();
    server.addService(service, {
        Ping: (_call: object, respond: grpc.sendUnaryData<Empty>) => respond(null, new Empty()),
    });
    return new Promise((resolve, reject) =>
        server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve([server, bound]),
        ),
    );
}

// Creates a client with the options of the SDK's clients.
function clientOf(port: number): grpc.Client {
    const options: grpc.ChannelOptions = Reflect.get(sdkSettings, "grpcClientOptions");
    return new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
}

function ping(client: grpc.Client): Promise<grpc.status> {
    const { path, requestSerialize, responseDeserialize } = service.Ping as grpc.MethodDefinition<Empty, Empty>;
    return new Promise((resolve) =>
        client.makeUnaryRequest(path, requestSerialize, responseDeserialize, new Empty(), (error) =>
            resolve(error ? error.code : grpc.status.OK),
        ),
    );
}
