import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import * as sdkSettings from "@pulumi/pulumi/runtime/settings";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { requireCompleteRun } from "../../../../tools/cloud-simulator/engine/complete-run";

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

describe("A run of a program", () => {
    for (const ends of ["succeeds", "fails"])
        it(`closes its connections if the engine ${ends}`, async () => {
            const [monitor, engine] = [clientOf(1), clientOf(1)];
            let callbacks = 1;
            const state = {
                terminated: false,
                callbacks: { shutdown: () => callbacks-- },
                settings: { monitor, engine },
            };
            const run = requireCompleteRun(
                async () => {},
                async ({ program }) => {
                    await asyncLocalStorage.run(state as never, async () => program?.());
                    if (ends === "fails") throw new Error("out of cheese");
                },
            );
            if (ends === "fails") await assert.rejects(run, /out of cheese/);
            else await run;
            const { SHUTDOWN } = grpc.connectivityState;
            const states = [monitor, engine].map((client) => client.getChannel().getConnectivityState(false));
            assert.deepEqual([...states, callbacks], [SHUTDOWN, SHUTDOWN, 0]);
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
