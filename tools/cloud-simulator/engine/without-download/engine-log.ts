import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The log of an engine, which receives the output of a program. */
export class EngineLog {
    private readonly client: EngineClient;

    constructor(readonly address: string) {
        this.client = new EngineClient(address, credentials.createInsecure());
    }

    /** Sends a line to the engine, which shows it with the stack. */
    async write(message: string, severity: "info" | "error"): Promise<void> {
        const request = new LogRequest();
        request.setMessage(message);
        request.setSeverity(severity === "error" ? LogSeverity.ERROR : LogSeverity.INFO);
        await new Promise<void>((resolve, reject) =>
            this.client.log(request, (error) => (error ? reject(error) : resolve())),
        );
    }

    /** Ends the connection. */
    close(): void {
        this.client.close();
    }
}
