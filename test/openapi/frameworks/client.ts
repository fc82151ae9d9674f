import { join } from "node:path";
import { generate } from "openapi-typescript-codegen";
import { z } from "zod";
import { documentFile, type Framework } from "./project";

/** The caller of a client's operations. */
export interface Caller {
    /** Value of the API key; absent: none is sent. */
    readonly key?: string;
    /** Bearer token. */
    readonly token?: string;
    readonly headers?: Readonly<Record<string, string>>;
}

/** Values that the generated request function takes for an operation. */
export interface ClientRequest {
    readonly method: string;
    /** Path as in the document, for example `/items/{item_id}`. */
    readonly url: string;
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
}

interface ClientConfig {
    BASE: string;
    TOKEN?: string | undefined;
    HEADERS?: Readonly<Record<string, string>> | undefined;
}

type Operation = (...values: readonly unknown[]) => Promise<unknown>;

// The generated modules, whose types are not known when the tests are compiled.
interface GeneratedClient {
    readonly OpenAPI: ClientConfig;
    readonly [service: string]: unknown;
}

const apiError = z.object({ name: z.literal("ApiError"), status: z.number(), body: z.unknown() });

/** A response that a generated client takes for an error. */
export interface ErrorResponse {
    readonly status: number;
    readonly body: unknown;
}

/** A client that openapi-typescript-codegen generated from the document of a framework. */
export class FrameworkClient {
    private constructor(
        private readonly modules: GeneratedClient,
        private readonly request: (config: ClientConfig, request: ClientRequest) => Promise<unknown>,
    ) {}

    /**
     * Generates a client into a folder and loads it. The code is generated where it runs, so that a newer generator or
     * document is tested as it is, and no generated code has to be kept.
     * @param origin URL of the API at a stage of the gateway.
     */
    static async generate(api: Framework, folder: string, origin: string): Promise<FrameworkClient> {
        const output = join(folder, api);
        // An enum has no name for an empty string.
        await generate({ input: documentFile(api), output, httpClient: "fetch", useUnionTypes: true });
        const modules: GeneratedClient = require(join(output, "index.ts"));
        // The document's server is the backend; clients call the gateway.
        modules.OpenAPI.BASE = origin;
        return new FrameworkClient(modules, require(join(output, "core/request.ts")).request);
    }

    /** Calls an operation by the names of its service and function; rejects with an ApiError for an error's status. */
    async call(caller: Caller, operation: string, values: readonly unknown[]): Promise<unknown> {
        const [service = "", name = ""] = operation.split(".");
        const operations = this.modules[service] as Readonly<Record<string, Operation>> | undefined;
        const found = operations?.[name];
        if (found === undefined) throw new Error(`the generated client has no ${operation}`);
        this.configure(caller);
        return found(...values);
    }

    /** As `call`, for a call that must fail: returns the error's response. */
    async fail(caller: Caller, operation: string, values: readonly unknown[]): Promise<ErrorResponse> {
        const error = await this.call(caller, operation, values).then(
            () => new Error(`${operation} succeeded`),
            (reason: unknown) => reason,
        );
        const { success, data } = apiError.safeParse(error);
        if (!success) throw error;
        return { status: data.status, body: data.body };
    }

    /** Calls an operation through the client's request function. */
    async send(caller: Caller, request: ClientRequest): Promise<unknown> {
        this.configure(caller);
        return this.request(this.modules.OpenAPI, request);
    }

    private configure({ key, token, headers }: Caller): void {
        this.modules.OpenAPI.TOKEN = token;
        this.modules.OpenAPI.HEADERS = { ...headers, ...(key !== undefined && { "x-api-key": key }) };
    }
}
