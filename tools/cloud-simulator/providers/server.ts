import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { SimulatedCloud } from "../state/simulated-cloud";
import { simulatedPackages } from "./packages";
import { providerService } from "./provider-service";

/** Where the simulated clouds are; every value has a default. */
export interface CloudServerOptions {
    /** Region of resources whose provider configures none; default `eu-central-1`. */
    readonly region?: string;
    /** AWS account; default `123456789012`. */
    readonly accountId?: string;
    /** Packages that get a provider although none of their types is simulated, such as those of an imported state. */
    readonly otherPackages?: readonly string[];
}

/** Simulated providers that listen on 127.0.0.1. */
export interface CloudServer {
    /** The value of `PULUMI_DEBUG_PROVIDERS` that makes an engine use them, such as `aws:33001,eks:33002`. */
    readonly debugProviders: string;
    /** Port of each package's provider. */
    readonly ports: ReadonlyMap<string, number>;
    /** The clouds behind the providers. */
    readonly cloud: SimulatedCloud;
    close(): Promise<void>;
}

/**
 * Starts the simulated providers in this process, each on a free port of 127.0.0.1: an engine asks a provider for
 * its version without naming the package.
 */
export async function startCloudServer(options: CloudServerOptions = {}): Promise<CloudServer> {
    const cloud = new SimulatedCloud(options.accountId ?? "123456789012", options.region ?? "eu-central-1");
    const servers: Server[] = [];
    const ports = new Map<string, number>();
    for (const packageName of new Set([...simulatedPackages, ...(options.otherPackages ?? [])])) {
        const server = new Server({ "grpc.max_receive_message_length": -1 });
        server.addService(ResourceProviderService, providerService(packageName, cloud));
        ports.set(packageName, await listen(server));
        servers.push(server);
    }
    return {
        debugProviders: [...ports].map(([name, port]) => `${name}:${port}`).join(","),
        ports,
        cloud,
        close: async () => {
            for (const server of servers) server.forceShutdown();
        },
    };
}

function listen(server: Server): Promise<number> {
    return new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(port),
        ),
    );
}
