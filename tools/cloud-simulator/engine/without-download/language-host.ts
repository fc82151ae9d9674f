import { Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { unary } from "../../wire/grpc-handlers";
import { EngineLog } from "./engine-log";
import { runProgram } from "./run-program";

/** A language host for Node programs that listens on 127.0.0.1. */
export interface LanguageHost {
    readonly port: number;
    close(): Promise<void>;
}

/**
 * Starts the gRPC service LanguageRuntime (pulumi/pulumi, proto/pulumi/language.proto) in this process, for a CLI that
 * has no `pulumi-language-nodejs`: the engine attaches to it by `PULUMI_DEBUG_LANGUAGES=nodejs:<port>`. Enough for
 * preview, up and destroy; packages are not looked up, and dependencies are expected to be installed.
 */
export async function startLanguageHost(): Promise<LanguageHost> {
    const logs = new Map<string, EngineLog>();
    const programs = new Set<AbortController>();
    const server = new Server({ "grpc.max_receive_message_length": -1 });
    server.addService(LanguageRuntimeService, {
        // Only the handshake has the engine's address; each engine has its own connection.
        handshake: unary((request: proto.LanguageHandshakeRequest, call) => {
            logs.set(call.getPeer(), new EngineLog(request.getEngineAddress()));
            return new proto.LanguageHandshakeResponse();
        }),
        getPluginInfo: unary(() => new PluginInfo()),
        getRequiredPackages: unary(() => new proto.GetRequiredPackagesResponse()),
        getRequiredPlugins: unary(() => new proto.GetRequiredPluginsResponse()),
        getProgramDependencies: unary(() => new proto.GetProgramDependenciesResponse()),
        runtimeOptionsPrompts: unary(() => new proto.RuntimeOptionsResponse()),
        about: unary(() => {
            const response = new proto.AboutResponse();
            response.setExecutable(process.execPath);
            response.setVersion(process.version);
            return response;
        }),
        cancel: unary(() => {
            for (const program of programs) program.abort();
            return new Empty();
        }),
        run: unary((request: proto.RunRequest, call: ServerUnaryCall<proto.RunRequest, proto.RunResponse>) => {
            const program = new AbortController();
            programs.add(program);
            call.on("cancelled", () => program.abort());
            return runProgram(request, logs.get(call.getPeer()), program.signal).finally(() =>
                programs.delete(program),
            );
        }),
    });
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        ),
    );
    return {
        port,
        close: async () => {
            for (const program of programs) program.abort();
            for (const log of logs.values()) log.close();
            server.forceShutdown();
        },
    };
}
