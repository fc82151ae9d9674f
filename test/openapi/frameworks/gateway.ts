import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { methodSettings } from "../../../infra/gateway/rest/method-settings";
import { stageVariableNames } from "../../../openapi/stage-variables";
import { defineApis } from "../../../stacks/apis/define-apis";
import { readStack } from "../../../tools/cli/project/project";
import { RestApiGateway } from "../../../tools/gateway-emulator/gateway";
import { createGatewayServer } from "../../../tools/gateway-emulator/http/http-server";
import { defaultBehavior } from "../../../tools/gateway-emulator/http/unverified-behavior";
import { HttpBackend } from "../../../tools/gateway-emulator/integration/http-backend";
import { QuotaCounters } from "../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import type { DeployedApi } from "../../../tools/gateway-emulator/state/deployed-api";
import { readBody } from "../../../tools/gateway-emulator/state/read-body";
import { listen } from "../../tools/gateway-emulator/listen";
import { sampleApi, settings as sampleSettings, stage, unlimited } from "../../tools/gateway-emulator/sample-api";
import { DocumentBackend } from "./backend";
import { documentFile, type Framework, frameworks, stackName } from "./project";

/** The gateway emulator over the documents of the frameworks, with a backend for each. */
export class FrameworkGateway {
    private constructor(
        /** URL of the stage. */
        readonly url: string,
        private readonly backends: ReadonlyMap<Framework, DocumentBackend>,
        private readonly server: Server,
        private readonly connections: HttpBackend,
        private readonly defects: readonly unknown[],
    ) {}

    /** Starts the backends, and the gateway of the stack in a folder; its client's key is "key-of-web". */
    static async start(folder: string): Promise<FrameworkGateway> {
        // First, so that nothing has been started if a document is rejected.
        const api = deployed(folder);
        const started = await Promise.all(
            frameworks.map(async (name) => [name, await DocumentBackend.start(documentFile(name))] as const),
        );
        const origins = new Map<string, string>(started.map(([name, { origin }]) => [name, origin]));
        const connections = new HttpBackend((app) => origins.get(app));
        const defects: unknown[] = [];
        const gateway = new RestApiGateway(api, {
            backend: (call) => connections.call(call),
            counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
            clock: Date.now,
            random: () => 0.5,
            newId: randomUUID,
            unverified: defaultBehavior,
            explains: false,
        });
        const server = createGatewayServer(
            async (request) => (await gateway.serve(request)).response,
            (error) => defects.push(error),
        );
        const url = `http://127.0.0.1:${await listen(server)}/Test`;
        const backends = new Map(started.map(([name, { backend }]) => [name, backend]));
        return new FrameworkGateway(url, backends, server, connections, defects);
    }

    /** The backend of an API. */
    backendOf(api: Framework): DocumentBackend {
        const backend = this.backends.get(api);
        if (backend === undefined) throw new Error(`no backend of ${api}`);
        return backend;
    }

    /** Stops everything that was started; throws the first error of the emulator itself. */
    async close(): Promise<void> {
        this.server.close();
        this.server.closeAllConnections();
        await this.connections.close();
        for (const backend of this.backends.values()) backend.close();
        if (this.defects.length > 0) throw this.defects[0];
    }
}

// The body and the method settings are those of the stack; its other resources are a sample's.
function deployed(folder: string): DeployedApi {
    const { settings } = readStack(stackName, folder);
    const { restApi } = defineApis(stackName, settings, folder);
    if (restApi === undefined) throw new Error("no REST API");
    const { body, uncachedMethodPaths } = restApi;
    const { Test } = settings.stages;
    if (Test === undefined) throw new Error("no stage Test");
    const entries = methodSettings(Test, uncachedMethodPaths).map(
        ({ methodPath, settings: { cachingEnabled = false, cacheTtlInSeconds = 0 } }) => [
            methodPath,
            {
                ...sampleSettings,
                cachingEnabled: cachingEnabled === true,
                cacheTtlInSeconds: Number(cacheTtlInSeconds),
            },
        ],
    );
    const variables = frameworks.flatMap((api) => {
        const names = stageVariableNames(api);
        return [
            [names.link, `link-of-${api}`],
            [names.backend, `${api}.internal`],
        ];
    });
    const apps = frameworks.map((name) => [`link-of-${name}`, [{ name, environment: {}, host: `${name}.internal` }]]);
    return sampleApi({
        ...readBody(body()),
        stages: {
            Test: {
                ...stage,
                variables: Object.fromEntries(variables),
                methodSettings: Object.fromEntries(entries),
            },
        },
        apps: Object.fromEntries(apps),
        functions: {},
        executionArn: "",
        accountThrottle: unlimited,
    });
}
