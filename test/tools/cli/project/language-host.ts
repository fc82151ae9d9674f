import { Server, ServerCredentials, type ServerWritableStream } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { unary } from "../../../../tools/cloud-simulator/wire/grpc-handlers";

/** Starts a language host with the methods that `pulumi new` calls; it installs with a function of the test. */
export async function startInstaller(install: (folder: string) => void) {
    const server = new Server();
    server.addService(LanguageRuntimeService, {
        handshake: unary(() => new proto.LanguageHandshakeResponse()),
        getPluginInfo: unary(() => new PluginInfo()),
        runtimeOptionsPrompts: unary(() => new proto.RuntimeOptionsResponse()),
        template: unary(() => new proto.TemplateResponse()),
        getRequiredPackages: unary(() => new proto.GetRequiredPackagesResponse()),
        installDependencies: (
            call: ServerWritableStream<proto.InstallDependenciesRequest, proto.InstallDependenciesResponse>,
        ) => {
            install(call.request.getInfo()?.getRootDirectory() ?? "");
            call.end();
        },
    });
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        ),
    );
    return { port, close: () => server.forceShutdown() };
}
